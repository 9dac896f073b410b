package ai.bimpe.samples.recipes.restaurant;

import java.time.LocalDate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BookingRequest}.
 */
class BookingRequestTests {

	private static final LocalDate TODAY = LocalDate.parse("2030-01-30");

	@ParameterizedTest
	@CsvSource({ "A table for 2 please, 2, 2030-01-30", "Table for 4 tonight?, 4, 2030-01-30",
			"table for 12 tomorrow, 12, 2030-01-31", "a table for 3 on 2030-02-01, 3, 2030-02-01" })
	void readsNumberAndEvening(String text, int guests, LocalDate evening) {
		assertThat(BookingRequest.read(text, TODAY)).contains(new BookingRequest(guests, evening));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Are you open?", "A table for 0", "A table for 2 on 2030-01-29",
			"A table for 2 on 2030-13-01", "A table for 123456789012" })
	void leavesEverythingElse(String text) {
		assertThat(BookingRequest.read(text, TODAY)).isEmpty();
	}

}
