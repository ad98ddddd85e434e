-- The password of an encrypted PDF whose tables are wanted is seen by nobody and forgotten when the job ends.
update queue.kinds set secret_options = '{password}' where kind = 'pdf-to-csv';
