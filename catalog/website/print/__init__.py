"""PDFs: timetables, attendance sheets and forms on paper."""
