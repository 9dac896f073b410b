package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.source.AgentMessageSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for how {@code bimpeai.streams.*} become streams.
 */
class StreamPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.base-url=http://127.0.0.1:1",
				"bimpeai.streams.front-desk.agent-id=agt_1");

	@Test
	void defaultsOfPropertiesAreThoseOfTheCode() {
		this.runner.withPropertyValues("bimpeai.streams.front-desk.conversation-id=cnv_1")
			.run((context) -> assertThat(spec(context)).isEqualTo(StreamSpec.of("front-desk", "agt_1", "cnv_1")));
		this.runner.run((context) -> assertThat(spec(context)).isEqualTo(StreamSpec.ofAgent("front-desk", "agt_1")));
	}

	@Test
	void everyPropertyHasAnEffect() {
		String prefix = "bimpeai.streams.front-desk.";
		this.runner
			.withPropertyValues(prefix + "after=2026-01-31T12:00:00Z", prefix + "on-delivery-failure=pause",
					prefix + "delivery.max-attempts=7", prefix + "delivery.initial-delay=2s",
					prefix + "delivery.max-delay=3s", prefix + "delivery.multiplier=1.5",
					prefix + "channels=webchat,whatsapp", prefix + "test-channels=true", prefix + "max-live=9",
					prefix + "active-window=5m", prefix + "poll-interval=6s", prefix + "requests-per-minute=7",
					prefix + "shards=8", prefix + "delivery.acknowledgement-timeout=4s", prefix + "concurrency=5",
					prefix + "auto-startup=false", prefix + "lag-threshold=11s",
					prefix + "retry-delay-reset-threshold=12s", prefix + "walk-interval=12m")
			.run((context) -> assertThat(spec(context)).isEqualTo(new StreamSpec("front-desk", "agt_1", null,
					"2026-01-31T12:00:00Z", false, OnDeliveryFailure.PAUSE,
					new DeliverySettings(7, Duration.ofSeconds(2), Duration.ofSeconds(3), 1.5, Duration.ofSeconds(4)),
					new AgentStreamSettings(List.of("webchat", "whatsapp"), true, 9, Duration.ofMinutes(5),
							Duration.ofSeconds(6), 7, 8, Duration.ofMinutes(12)),
					"default", 5, false, Duration.ofSeconds(11), Duration.ofSeconds(12))));
	}

	@Test
	void copiesOfSpecsChangeOneThingOnly() {
		StreamSpec spec = StreamSpec.of("front-desk", "agt_1", "cnv_1");
		assertThat(spec.withTransactional(true).transactional()).isTrue();
		assertThat(spec.withTransactional(true).withTransactional(false)).isEqualTo(spec);
		assertThat(spec.withOnDeliveryFailure(OnDeliveryFailure.PAUSE).onDeliveryFailure())
			.isEqualTo(OnDeliveryFailure.PAUSE);
		assertThat(spec.withDelivery(DeliverySettings.DEFAULTS.withMaxAttempts(2)).delivery().maxAttempts())
			.isEqualTo(2);
		assertThat(DeliverySettings.DEFAULTS.withMaxDelay(Duration.ofSeconds(9))
			.withInitialDelay(Duration.ofSeconds(9))
			.withMultiplier(3.0)
			.withAcknowledgementTimeout(Duration.ofSeconds(4)))
			.isEqualTo(new DeliverySettings(null, Duration.ofSeconds(9), Duration.ofSeconds(9), 3.0,
					Duration.ofSeconds(4)));
		assertThat(spec.withConcurrency(3).concurrency()).isEqualTo(3);
		assertThat(spec.withAutoStartup(false).autoStartup()).isFalse();
		assertThat(spec.withLagThreshold(Duration.ofSeconds(1)).lagThreshold()).isEqualTo(Duration.ofSeconds(1));
		assertThat(spec.withRetryDelayResetThreshold(Duration.ofSeconds(1)).retryDelayResetThreshold())
			.isEqualTo(Duration.ofSeconds(1));
		assertThat(AgentStreamSettings.DEFAULTS.withChannels(List.of("webchat"))
			.withTestChannels(false)
			.withMaxLive(5)
			.withActiveWindow(Duration.ofSeconds(1))
			.withPollInterval(Duration.ofSeconds(2))
			.withRequestsPerMinute(3)
			.withShards(4)
			.withWalkInterval(Duration.ofMinutes(6)))
			.isEqualTo(new AgentStreamSettings(List.of("webchat"), false, 5, Duration.ofSeconds(1),
					Duration.ofSeconds(2), 3, 4, Duration.ofMinutes(6)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "support/cnv_1", "support#0" })
	void nameMustNotLookLikeTheKeyOfAnotherStream(String name) {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> StreamSpec.ofAgent(name, "agt_1"))
			.withMessage("'name' of a stream must not hold '/' or '#', which are for the keys of its checkpoints, "
					+ "but is '" + name + "'");
	}

	@Test
	void partsShareTheLiveStreamsWithoutRest() {
		AgentStreamSettings settings = AgentStreamSettings.DEFAULTS.withMaxLive(8).withShards(3);
		assertThat(IntStream.range(0, 3).map((shard) -> AgentMessageSource.maxLive(settings, shard))).containsExactly(3,
				3, 2);
	}

	@Test
	void morePartsThanLiveStreamsAreRefused() {
		AgentStreamSettings settings = AgentStreamSettings.DEFAULTS.withMaxLive(2).withShards(2);
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> settings.withShards(3))
			.withMessageContaining("'shards' must not be above 'max-live'");
	}

	private static StreamSpec spec(ApplicationContext context) {
		return context.getBean(BimpeAIStreams.class).find("front-desk").orElseThrow().spec();
	}

}
