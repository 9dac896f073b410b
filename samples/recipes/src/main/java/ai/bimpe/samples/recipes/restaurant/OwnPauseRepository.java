package ai.bimpe.samples.recipes.restaurant;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers over restarts in which conversations a pause of the AI may be one of ours: it
 * is written down before the AI is paused and struck out after the AI goes on, or when it
 * was not paused after all. Every other pause is that of a person.
 */
@Component
class OwnPauseRepository {

	private final JdbcClient jdbc;

	OwnPauseRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	boolean mayStand(String conversationId) {
		return this.jdbc.sql("select count(*) from own_pause where conversation_id = :id")
			.param("id", conversationId)
			.query(Integer.class)
			.single() > 0;
	}

	void begin(String conversationId) {
		try {
			this.jdbc.sql("insert into own_pause (conversation_id) values (:id)").param("id", conversationId).update();
		}
		catch (DuplicateKeyException ex) {
			// One from before, which was interrupted.
		}
	}

	void end(String conversationId) {
		this.jdbc.sql("delete from own_pause where conversation_id = :id").param("id", conversationId).update();
	}

}
