package ai.bimpe.samples.recipes.restaurant;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables of the house and who has them. A message is booked once, however often it
 * comes, and its answer is written down with it: what is sent again after a crash must be
 * the same. The database decides who is first, so that any number of instances may book.
 */
@Component
class BookingRepository {

	private static final int DAYS_AHEAD = 14;

	private final JdbcClient jdbc;

	BookingRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Booking> find(String messageId) {
		return this.jdbc.sql("select message_id, answer, answered from booking where message_id = :message")
			.param("message", messageId)
			.query(Booking.class)
			.optional();
	}

	/**
	 * Book the smallest free table that is large enough, or none when the house is full.
	 * @param messageId the message that asks for it
	 * @param request what it asks for
	 * @return the booking; the one from before when the message is known
	 */
	Booking book(String messageId, BookingRequest request) {
		for (int table : freeTables(request.guests(), request.evening())) {
			String answer = "Your table for %d on %s is confirmed: table %d. See you then!".formatted(request.guests(),
					request.evening(), table);
			Optional<Booking> booking = insert(messageId, request, table, answer);
			if (booking.isPresent()) {
				return booking.get();
			}
		}
		return insert(messageId, request, null, regret(request)).orElseThrow();
	}

	void answered(String messageId) {
		this.jdbc.sql("update booking set answered = true where message_id = :message")
			.param("message", messageId)
			.update();
	}

	private Optional<Booking> insert(String messageId, BookingRequest request, @Nullable Integer table, String answer) {
		try {
			this.jdbc.sql("""
					insert into booking (message_id, evening, guests, table_id, answer, answered)
					values (:message, :evening, :guests, :table, :answer, false)""")
				.param("message", messageId)
				.param("evening", request.evening())
				.param("guests", request.guests())
				.param("table", table)
				.param("answer", answer)
				.update();
		}
		catch (DuplicateKeyException ex) {
			// Somebody was faster, with this message or with this table.
		}
		return find(messageId);
	}

	private String regret(BookingRequest request) {
		for (int days = 1; days <= DAYS_AHEAD; days++) {
			LocalDate evening = request.evening().plusDays(days);
			if (!freeTables(request.guests(), evening).isEmpty()) {
				return "We are sorry, there is no table for %d left on %s. On %s there is one: shall we keep it for you?"
					.formatted(request.guests(), request.evening(), evening);
			}
		}
		return "We are sorry, we have no table for %d. Please ring us, and we shall find a way."
			.formatted(request.guests());
	}

	private List<Integer> freeTables(int guests, LocalDate evening) {
		return this.jdbc.sql("""
				select id from dining_table
				where seats >= :guests and id not in
					(select table_id from booking where evening = :evening and table_id is not null)
				order by seats, id""").param("guests", guests).param("evening", evening).query(Integer.class).list();
	}

}
