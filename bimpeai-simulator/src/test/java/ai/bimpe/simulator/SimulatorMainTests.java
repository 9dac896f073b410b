package ai.bimpe.simulator;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link SimulatorMain}.
 */
class SimulatorMainTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void printsWhereItIsAndWhichKeyToUse() throws InterruptedException {
		assertThat(run("--port", "0", "--host", "127.0.0.1", "--heartbeat", "500ms", "--demo")).isZero();
		assertThat(text(this.out)).contains("http://127.0.0.1:").contains("sk_simulator");
	}

	@Test
	void helpNamesTheOptions() throws InterruptedException {
		assertThat(run("--help")).isZero();
		assertThat(text(this.out)).contains("--port", "--host", "--heartbeat", "--demo");
	}

	@ParameterizedTest
	@CsvSource({ "--prot 1,--prot", "--port x,65535", "--port 70000,65535", "--port,needs a value",
			"--heartbeat soon,20s", "--heartbeat -1s,negative" })
	void badOptionsAreExplained(String args, String expected) throws InterruptedException {
		assertThat(run(args.split(" ", -1))).isEqualTo(2);
		assertThat(text(this.err)).contains(expected).contains("--help");
	}

	@Test
	void takenPortIsExplained() throws InterruptedException {
		try (Simulator simulator = Simulator.start()) {
			assertThat(run("--port", Integer.toString(simulator.port()))).isEqualTo(1);
			assertThat(text(this.err)).contains("could not start");
		}
	}

	private int run(String... args) throws InterruptedException {
		return SimulatorMain.run(args, new PrintStream(this.out, true, StandardCharsets.UTF_8),
				new PrintStream(this.err, true, StandardCharsets.UTF_8), new CountDownLatch(0));
	}

	private static String text(ByteArrayOutputStream bytes) {
		return bytes.toString(StandardCharsets.UTF_8);
	}

}
