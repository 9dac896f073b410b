package ai.bimpe.samples.inbox.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small bar chart: messages per minute.
 *
 * @param bars the bars, the newest at the end
 * @param total all messages together
 * @param most the messages of the busiest minute
 */
public record Chart(List<Bar> bars, int total, int most) {

	private static final int HEIGHT = 40;

	private static final int STEP = 8;

	static Chart of(int[] perMinute) {
		int most = Arrays.stream(perMinute).max().orElse(0);
		List<Bar> bars = new ArrayList<>();
		for (int i = 0; i < perMinute.length; i++) {
			// The smallest bar shows that the minute is there.
			int height = Math.max(1, Math.round((float) HEIGHT * perMinute[i] / Math.max(most, 4)));
			bars.add(new Bar(i * STEP, HEIGHT - height, height, perMinute[i]));
		}
		return new Chart(List.copyOf(bars), Arrays.stream(perMinute).sum(), most);
	}

	/**
	 * A minute.
	 *
	 * @param x where it stands
	 * @param y where it begins
	 * @param height how high it is
	 * @param count how many messages
	 */
	public record Bar(int x, int y, int height, int count) {

	}

}
