-- A form is written in one step, in which it is in memory three times: 222 MiB for a file of 24 MB, of the 256 MB that a
-- function has. Where a worker does the work (`target`), the limit may be higher.
update queue.kinds set max_file_bytes = 25165824 where kind = 'fillable-pdf';
