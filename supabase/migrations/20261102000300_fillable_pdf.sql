-- Limits of the kind `fillable-pdf`.

insert into queue.kinds (kind) values ('fillable-pdf');
