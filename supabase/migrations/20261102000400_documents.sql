-- The kind `documents`: an inbox of up to 200 files in one job.

insert into queue.kinds (kind, max_files) values ('documents', 200);
