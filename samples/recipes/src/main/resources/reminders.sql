create table if not exists appointment (
	id varchar(100) primary key,
	phone varchar(20) not null,
	starts_at timestamp with time zone not null
);

-- A call is claimed by its row before it is made. It is under way when it has an id, and over with an outcome.
create table if not exists reminder_call (
	appointment_id varchar(100) not null references appointment (id),
	attempt integer not null,
	claimed_at timestamp with time zone not null,
	call_id varchar(100) unique,
	outcome varchar(20),
	ended_at timestamp with time zone,
	primary key (appointment_id, attempt)
);
