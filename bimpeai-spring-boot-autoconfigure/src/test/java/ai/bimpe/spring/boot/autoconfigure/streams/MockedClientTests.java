package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.Objects;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for streams on a mock of the client. The test starter opens none.
 */
@ExtendWith(OutputCaptureExtension.class)
class MockedClientTests {

	private final Desk desk = new Desk();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void streamOnMockEndsAndSaysHowToOpenNone(CapturedOutput output) {
		this.desk.frontDesk()
			.withBean(ReactiveBimpeAI.class, () -> Mockito.mock(ReactiveBimpeAI.class))
			.run((context) -> {
				await().atMost(Desk.SOON).until(() -> Desk.stream(context).state() == StreamState.FAILED);
				assertThat(Objects.requireNonNull(Desk.stream(context).failure())).isInstanceOf(UserException.class);
				await().atMost(Desk.SOON)
					.untilAsserted(() -> assertThat(output).contains("'bimpeai.listener.auto-startup=false'"));
			});
	}

}
