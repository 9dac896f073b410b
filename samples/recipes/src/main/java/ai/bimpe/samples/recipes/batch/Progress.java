package ai.bimpe.samples.recipes.batch;

import java.io.Console;
import java.lang.reflect.Method;
import java.time.Duration;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Shows how far a piece of work is: a bar that moves in a terminal, and elsewhere, such
 * as in the log of a nightly job, a line of text now and then.
 */
public final class Progress {

	private static final int LINE_INTERVAL_MILLIS = 10_000;

	private static final int LINE_LENGTH = 120;

	private Progress() {
	}

	/**
	 * Begin to show the progress of a piece of work.
	 * @param task the name of the work
	 * @param unit what is counted, with a blank before it
	 * @param done how many are done already
	 * @param total how many there are, or -1 while that is not known
	 * @return the bar; closing it shows it for the last time
	 */
	public static ProgressBar of(String task, String unit, long done, long total) {
		ProgressBarBuilder builder = ProgressBar.builder()
			.setTaskName(task)
			.setUnit(unit, 1)
			.setInitialMax(total)
			.startsFrom(done, Duration.ZERO)
			.setStyle(ProgressBarStyle.ASCII);
		if (!isTerminal(System.console())) {
			builder.setUpdateIntervalMillis(LINE_INTERVAL_MILLIS)
				.setConsumer(new DelegatingProgressBarConsumer(System.out::println, LINE_LENGTH));
		}
		return builder.build();
	}

	// Since Java 22 there is a console also where there is no terminal.
	private static boolean isTerminal(@Nullable Console console) {
		Method method = ReflectionUtils.findMethod(Console.class, "isTerminal");
		return console != null
				&& (method == null || Boolean.TRUE.equals(ReflectionUtils.invokeMethod(method, console)));
	}

}
