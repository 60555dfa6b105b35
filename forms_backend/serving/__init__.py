"""The public service: the application, its pages, its server and the preview."""
