-- Files that are too large for memory are written by their outline (fillable-pdf/write), so the most that is taken is what can
-- be uploaded.
update queue.kinds set max_file_bytes = 52428800 where kind = 'fillable-pdf';
