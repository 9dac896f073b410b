package ai.bimpe.spring.stream.listener;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.MessageFlux;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;

/**
 * Tests for who is notified of a listener that fails after the commit.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAfterCommitTests {

	private final List<Throwable> failures = new ArrayList<>();

	@Test
	void listenerThatThrowsDoesNotHideTheFailureFromOthers(CapturedOutput output) {
		ReactiveBimpeAI client = mock(RETURNS_DEEP_STUBS);
		given(client.conversations().messages().stream(anyString(), anyString(), any()))
			.willReturn(MessageFlux.of(Flux.never()));
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(AfterCommit.class)) {
			StreamContainerRegistry streams = StreamContainerRegistry.builder(client, context)
				.listeners(() -> List.of(new Observer(), new Observer()))
				.build();
			streams.subscribe(StreamSpec.of("front-desk", "agt_1", "cnv_1"));
			streams.start();
			StreamMessage message = new StreamMessage("msg_1", "cnv_1", MessageRole.USER, "text", "text", Instant.EPOCH,
					Map.of());
			transactions().executeWithoutResult((status) -> context
				.publishEvent(new MessageReceivedEvent("front-desk", "agt_1", "cnv_1", message)));
			streams.stop();
		}
		assertThat(this.failures).hasSize(2);
		assertThat(output)
			.containsPattern(
					"WARN ai.bimpe.streams.*A ManagedStreamListener of stream 'front-desk' failed with .*IllegalState")
			.doesNotContain("hidden");
	}

	private static TransactionTemplate transactions() {
		return new TransactionTemplate(new DataSourceTransactionManager(
				new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build()));
	}

	private final class Observer implements ManagedStreamListener {

		@Override
		public void onEvent(ManagedStream stream, StreamEvent event) {
		}

		@Override
		public void onFailureAfterCommit(String stream, Throwable failure) {
			FailureAfterCommitTests.this.failures.add(failure);
			throw new IllegalStateException("hidden");
		}

	}

	@EnableTransactionManagement
	static class AfterCommit {

		@TransactionalEventListener
		void on(MessageReceivedEvent event) {
			throw new IllegalArgumentException();
		}

	}

}
