-- The kind `spreadsheet`. Tables are larger than other documents: 128 MB. (A hosted project on the free plan takes 50 MB
-- an object, whatever a bucket allows.)

insert into queue.kinds (kind, max_files, max_file_bytes) values ('spreadsheet', 10, 134217728);

update storage.buckets set file_size_limit = 134217728 where id = 'inputs';
