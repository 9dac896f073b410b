create table if not exists handover (
	conversation_id varchar(100) primary key,
	told boolean not null,
	done_until timestamp with time zone
);
