package ai.bimpe.spring.boot.autoconfigure.streams;

import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.spring.stream.StreamState;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for how much the log says about a stream while the API is down.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamOutageLogTests {

	private static final int ATTEMPTS = 50;

	private final Desk desk = new Desk();

	private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();

	private final TurboFilter eventsOfFormerSockets = new FormerSocketFilter();

	@BeforeEach
	void start() {
		this.loggers.addTurboFilter(this.eventsOfFormerSockets);
	}

	@AfterEach
	void stop() {
		this.loggers.getTurboFilterList().remove(this.eventsOfFormerSockets);
		this.desk.close();
	}

	@Test
	void outageOfTheServerIsToldOnce(CapturedOutput output) {
		this.desk.simulator.on("issueStreamTicket").times(ATTEMPTS).respond(503);
		this.desk.frontDesk().run((context) -> {
			this.desk.simulator.awaitRequests("issueStreamTicket", ATTEMPTS + 1, Desk.SOON);
			awaitBack(output);
			assertThat(warnings(output)).hasSize(2).allSatisfy((line) -> assertThat(line).contains("(request id "));
			assertThat(output).doesNotContain("\tat ");
		});
	}

	@Test
	void lostConnectionsOfStreamAreToldOnce(CapturedOutput output) {
		this.desk.simulator.on("streamMessages").times(ATTEMPTS).resetConnection();
		this.desk.frontDesk().run((context) -> {
			this.desk.simulator.awaitRequests("streamMessages", ATTEMPTS + 1, Desk.SOON);
			awaitBack(output);
			assertThat(ours(output).get(0)).contains("lost its connection");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void refusedTicketIsNotTheFaultOfAnyKey(boolean provided, CapturedOutput output) {
		this.desk.simulator.on("streamMessages").times(1).respond(401);
		ApplicationContextRunner runner = this.desk.frontDesk();
		(provided ? runner.withBean(ApiKeyProvider.class, () -> () -> Mono.just(this.desk.simulator.apiKey())) : runner)
			.run((context) -> {
				awaitBack(output);
				assertThat(ours(output).get(0)).contains("lost its connection").doesNotContain("ApiKeyProvider");
			});
	}

	@Test
	void connectionThatComesAndGoesIsToldOnceMinute(CapturedOutput output) {
		Fault fault = this.desk.simulator.on("streamMessages").times(ATTEMPTS).dropAfterEvents(1);
		this.desk.frontDesk().run((context) -> {
			await().atMost(Desk.SOON.multipliedBy(3)).pollInterval(Duration.ofMillis(20)).until(() -> {
				this.desk.receives("x");
				return fault.applied() >= ATTEMPTS;
			});
			assertThat(ours(output)).hasSizeBetween(1, 2).first().asString().contains("lost its connection");
		});
	}

	@Test
	void serverThatClosesHealthyStreamsIsNoNews(CapturedOutput output) {
		Fault fault = this.desk.simulator.on("streamMessages").times(ATTEMPTS).endAfterEvents(1);
		this.desk.frontDesk().run((context) -> {
			await().atMost(Desk.SOON.multipliedBy(3)).pollInterval(Duration.ofMillis(20)).until(() -> {
				this.desk.receives("x");
				return fault.applied() >= ATTEMPTS;
			});
			assertThat(ours(output)).isEmpty();
		});
	}

	@Test
	void outageThatBeginsWithCleanCloseIsToldToo(CapturedOutput output) {
		this.desk.frontDesk().run((context) -> {
			this.desk.awaitLive();
			this.desk.simulator.on("streamMessages").times(1).endAfterEvents(0);
			this.desk.simulator.on("issueStreamTicket").times(3).respond(503);
			this.desk.simulator.dropStreams();
			awaitBack(output);
			assertThat(ours(output).get(0)).contains("lost its connection");
		});
	}

	@Test
	void outageOfWholeAgentIsToldOnce(CapturedOutput output) {
		this.desk.simulator.settings().withoutRateLimits();
		String agentId = this.desk.conversation.agentId();
		List<SimulatedConversation> conversations = Stream.generate(() -> this.desk.simulator.newConversation(agentId))
			.limit(ATTEMPTS)
			.toList();
		ApplicationContextRunner runner = this.desk.runner()
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + agentId,
					"bimpeai.streams.front-desk.poll-interval=100ms",
					"bimpeai.streams.front-desk.requests-per-minute=6000");
		runner.run((context) -> {
			await().atMost(Desk.SOON).until(() -> Desk.stream(context).state() == StreamState.LIVE);
			conversations.forEach((conversation) -> conversation.receives("x"));
			await().atMost(Desk.SOON.multipliedBy(2)).until(() -> this.desk.simulator.openStreams().size() > 30);
			int tickets = this.desk.simulator.count("issueStreamTicket");
			this.desk.simulator.onAny().respond(503);
			this.desk.simulator.dropStreams();
			this.desk.simulator.awaitRequests("issueStreamTicket", tickets + 30, Desk.SOON.multipliedBy(2));
			await().atMost(Desk.SOON).until(() -> !ours(output).isEmpty());
			assertThat(warnings(output)).hasSizeBetween(1, 5);
			assertThat(output).doesNotContain("\tat ");
		});
	}

	private static void awaitBack(CapturedOutput output) {
		await().atMost(Desk.SOON).until(() -> ours(output).stream().anyMatch((line) -> line.contains("is live again")));
		assertThat(ours(output)).hasSize(2);
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("WARN") || line.contains("ERROR")).toList();
	}

	private static List<String> ours(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(" ai.bimpe.streams "))
			.filter((line) -> !line.contains("may be delivered to") && !line.contains("Checkpoints are in memory")
					&& !line.contains(" is live: "))
			.toList();
	}

	/**
	 * Denies what Reactor Netty says when Netty gives an event to the wrong socket: of
	 * those that the kernel reports together, one that belongs to a socket that is closed
	 * meanwhile goes to the new one that has its number, and is not connected yet. The
	 * client makes that attempt again.
	 */
	private static final class FormerSocketFilter extends TurboFilter {

		@Override
		public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
				Object @Nullable [] arguments, @Nullable Throwable thrown) {
			return (thrown instanceof NotYetConnectedException) ? FilterReply.DENY : FilterReply.NEUTRAL;
		}

	}

}
