// Reads a calendar from standard input and writes every meeting in it as [uid, start, end] in UTC.
// ical.js is a second parser and a second recurrence engine, written by other people than Python's.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const utc = (time) => new Date(time.toUnixTime() * 1000).toISOString();
// Without a list of its own, an event takes the moved meetings of every other event for its own.
const all = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part, { exceptions: [] }));
const found = [];
for (const event of all.filter((one) => !one.isRecurrenceException())) {
  const exceptions = all.filter((one) => one.uid === event.uid && one.isRecurrenceException());
  exceptions.forEach((one) => event.relateException(one));
  if (!event.isRecurring()) {
    found.push([event.uid, utc(event.startDate), utc(event.endDate)]);
    continue;
  }
  const days = event.iterator();
  for (let day = days.next(); day; day = days.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(day);
    found.push([event.uid, utc(startDate), utc(endDate)]);
  }
}
process.stdout.write(JSON.stringify(found.sort()));
