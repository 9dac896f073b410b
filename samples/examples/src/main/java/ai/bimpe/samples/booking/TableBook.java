package ai.bimpe.samples.booking;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

/**
 * Knows how many tables are free.
 */
@Component
public class TableBook {

	private final AtomicInteger free = new AtomicInteger(12);

	/**
	 * Reserve a table.
	 * @param request what the customer wrote
	 * @return whether there was one
	 */
	public boolean reserve(String request) {
		return !request.isBlank() && this.free.getAndUpdate((tables) -> Math.max(0, tables - 1)) > 0;
	}

}
