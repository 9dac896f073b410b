package ai.bimpe.client;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that what takes time is made when a client is first used.
 */
class FirstUseTests {

	@RegisterExtension
	final Wire wire = new Wire();

	private final AtomicInteger mappers = new AtomicInteger();

	@Test
	void mapperIsMadeOnceWhenItIsFirstNeeded() {
		this.wire.answerData("{}").answerData("{}");
		try (BimpeAI client = this.wire.blocking().json((json) -> this.mappers.incrementAndGet()).build()) {
			assertThat(this.mappers).hasValue(0);
			client.request(Wire.GET, Map.class);
			client.reactive().request(Wire.GET, Map.class).block();
			assertThat(this.mappers).hasValue(1);
		}
	}

	@Test
	void builderThatIsChangedAfterwardsChangesNoClientThatItHasBuilt() throws Exception {
		this.wire.answerData("{}");
		BimpeAIBuilder<BimpeAI> builder = this.wire.blocking();
		try (BimpeAI client = builder.build()) {
			builder.json((json) -> this.mappers.incrementAndGet()).defaultHeader("X-Later", "1").apiKey("sk_other");
			client.request(Wire.GET, Map.class);
			assertThat(this.mappers).hasValue(0);
			assertThat(this.wire.request().getHeaders().get("X-Later")).isNull();
		}
	}

	@Test
	void clientThatIsClosedBeforeItsFirstUseMakesNoCalls() {
		BimpeAI client = this.wire.blocking().build();
		client.close();
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> client.request(Wire.GET, Map.class))
			.withMessageContaining("closed");
		assertThat(this.wire.count()).isZero();
	}

}
