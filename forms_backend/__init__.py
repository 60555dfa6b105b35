"""What people send: the public service and the private side. Never imports MkDocs or the site.

`forms_backend.serving.app.create_app` is the only way into the public service.
"""
