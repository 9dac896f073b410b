package ai.bimpe.client;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
	void customizerThatFailsFailsEveryUse() {
		try (BimpeAI client = this.wire.blocking().json((json) -> {
			throw new IllegalStateException("no " + this.mappers.incrementAndGet());
		}).build()) {
			assertThatIllegalStateException().isThrownBy(() -> client.request(Wire.GET, Map.class)).withMessage("no 1");
			assertThatIllegalStateException().isThrownBy(() -> client.request(Wire.GET, Map.class)).withMessage("no 2");
		}
		assertThat(this.wire.count()).isZero();
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
