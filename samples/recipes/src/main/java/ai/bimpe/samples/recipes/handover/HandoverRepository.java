package ai.bimpe.samples.recipes.handover;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers over restarts who waits and who has been told.
 */
@Component
class HandoverRepository {

	private final JdbcClient jdbc;

	HandoverRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Handover> find(String conversationId) {
		return this.jdbc.sql("select conversation_id, told, done_until from handover where conversation_id = :id")
			.param("id", conversationId)
			.query(Handover.class)
			.optional();
	}

	List<String> untold() {
		return this.jdbc.sql("select conversation_id from handover where not told").query(String.class).list();
	}

	void open(String conversationId) {
		if (write(conversationId, false, null) == 0) {
			try {
				this.jdbc.sql("insert into handover (conversation_id, told) values (:id, false)")
					.param("id", conversationId)
					.update();
			}
			catch (DuplicateKeyException ex) {
				// Another instance has seen it as well.
			}
		}
	}

	void told(String conversationId) {
		this.jdbc.sql("update handover set told = true where conversation_id = :id")
			.param("id", conversationId)
			.update();
	}

	void done(String conversationId, @Nullable Instant until) {
		write(conversationId, true, (until != null) ? until : Instant.EPOCH);
	}

	private int write(String conversationId, boolean told, @Nullable Instant doneUntil) {
		return this.jdbc.sql("update handover set told = :told, done_until = :until where conversation_id = :id")
			.param("told", told)
			.param("until", (doneUntil != null) ? doneUntil.atOffset(ZoneOffset.UTC) : null)
			.param("id", conversationId)
			.update();
	}

}
