package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for application contexts with a parent.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContextHierarchyTests {

	private static final String TYPO = "bimpeai.tiemout=5s";

	private final Desk desk = new Desk();

	private final OtherListener other = new OtherListener();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void clientAndStreamsOfTheParentAreThoseOfTheChild(CapturedOutput output) {
		this.desk.frontDesk(TYPO).run((parent) -> {
			this.desk.awaitLive();
			withOther(this.desk.frontDesk(TYPO)).withParent(parent.getSourceApplicationContext()).run((child) -> {
				assertThat(child.getBean(BimpeAI.class)).isSameAs(parent.getBean(BimpeAI.class));
				assertThat(child.getBean(ReactiveBimpeAI.class)).isSameAs(parent.getBean(ReactiveBimpeAI.class));
				assertThat(child.getBean(BimpeAIStreams.class)).isSameAs(parent.getBean(BimpeAIStreams.class));
				this.desk.receives("one");
				assertThat(this.desk.listener.next()).isEqualTo("one");
			});
			this.desk.receives("two");
			assertThat(this.desk.listener.next()).isEqualTo("two");
			assertThat(this.desk.simulator.count("streamMessages")).isOne();
			assertThat(this.desk.listener.texts).isEmpty();
		});
		// Spring publishes the events of a context to its parents only.
		assertThat(this.other.texts).isEmpty();
		assertThat(output).containsOnlyOnce("Checkpoints are in memory")
			.containsOnlyOnce("'bimpeai.tiemout' sets no property");
	}

	@Test
	void messagesOfTheChildAreHeardByTheListenersOfBoth(CapturedOutput output) {
		withOther(new ApplicationContextRunner())
			.run((parent) -> this.desk.frontDesk().withParent(parent.getSourceApplicationContext()).run((child) -> {
				this.desk.awaitLive();
				this.desk.receives("one");
				assertThat(this.desk.listener.next()).isEqualTo("one");
				await().atMost(Desk.SOON).untilAsserted(() -> assertThat(this.other.texts).containsExactly("one"));
			}));
		assertThat(output).contains("Stream 'front-desk' may be delivered to", "OtherListener#on");
	}

	@Test
	void streamsOfTheChildAwaitItsListenersAlsoWhereTheParentHasStreams(CapturedOutput output) {
		this.desk.runner()
			.run((parent) -> withOther(this.desk.runner()).withUserConfiguration(OwnStreams.class)
				.withParent(parent.getSourceApplicationContext())
				.run((child) -> {
					child.getBean(BimpeAIStreams.class)
						.subscribe(StreamSpec.of("own", this.desk.conversation.agentId(), this.desk.conversation.id()));
					this.desk.awaitLive();
					this.desk.receives("one");
					await().atMost(Desk.SOON).untilAsserted(() -> assertThat(this.other.texts).containsExactly("one"));
				}));
		assertThat(output).contains("Stream 'own' may be delivered to", "OtherListener#on")
			.doesNotContain("Spring's own adapter");
	}

	private ApplicationContextRunner withOther(ApplicationContextRunner runner) {
		return runner.withBean(OtherListener.class, () -> this.other);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnStreams {

		@Bean
		@Primary
		StreamContainerRegistry ownStreams(ReactiveBimpeAI client, ApplicationEventPublisher publisher) {
			return StreamContainerRegistry.builder(client, publisher).build();
		}

	}

	static class OtherListener {

		private final List<String> texts = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MessageReceivedEvent event) {
			this.texts.add(String.valueOf(event.message().message()));
		}

	}

}
