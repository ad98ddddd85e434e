-- The password of an inbox's encrypted PDFs is seen by nobody and forgotten when the job ends, as is that of a form.
update queue.kinds set secret_options = '{password}' where kind = 'documents';
