create table if not exists dining_table (
	id integer primary key,
	seats integer not null
);
insert into dining_table (id, seats)
	select id, seats from (values (1, 2), (2, 2), (3, 4), (4, 6), (5, 6)) as house (id, seats)
	where not exists (select 1 from dining_table);

-- A table has one party in an evening. A booking without a table is one that had to be declined.
create table if not exists booking (
	message_id varchar(100) primary key,
	evening date not null,
	guests integer not null,
	table_id integer references dining_table (id),
	answer varchar(1000) not null,
	answered boolean not null,
	unique (table_id, evening)
);

-- Conversations whose AI was paused for an answer and perhaps does not go on yet.
create table if not exists own_pause (
	conversation_id varchar(100) primary key
);
