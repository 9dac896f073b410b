package ai.bimpe.documentation;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import ai.bimpe.spring.boot.test.BimpeAIFixtures;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.expression.spel.SpelEvaluationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the conditions of listeners on the pages work in classes that were compiled
 * without the names of parameters.
 */
class ListenerConditionTests {

	private static final Pattern LISTENER = Pattern
		.compile("@EventListener\\(condition = \"([^\"]+)\"\\)\\s+\\S+ \\w+\\((\\w+) \\w+\\)");

	@TempDir
	private Path output = Path.of("");

	@ParameterizedTest
	@MethodSource("listeners")
	void conditionSelectsEventsWithoutNamesOfParameters(String condition, String eventType) throws Exception {
		assertThat(calls(condition, eventType, "frontdesk", "acme")).isOne();
		assertThat(calls(condition, eventType, "other", "default")).isZero();
	}

	@Test
	void nameOfParameterCannotBeUsed() {
		assertThatExceptionOfType(SpelEvaluationException.class)
			.isThrownBy(() -> calls("#event.stream == 'frontdesk'", "MessageReceivedEvent", "frontdesk", "acme"));
	}

	@Test
	void everyConditionOnPagesIsFound() throws IOException {
		long conditions = MarkdownFile.all()
			.stream()
			.flatMap((page) -> page.blocks().stream())
			.filter((block) -> block.text().contains("condition ="))
			.count();
		assertThat(listeners()).hasSize((int) conditions).isNotEmpty();
	}

	static List<Arguments> listeners() throws IOException {
		return MarkdownFile.blocksForUsers("java")
			.stream()
			.map(CodeBlock::text)
			.flatMap((text) -> LISTENER.matcher(text)
				.results()
				.map((listener) -> Arguments.of(listener.group(1), listener.group(2))))
			.toList();
	}

	private int calls(String condition, String eventType, String stream, String account) throws Exception {
		assertThat(SourceCompiler.compile(List.of(SourceCompiler.source("docs.Listener", """
				package docs;

				public class Listener implements java.util.function.Supplier<Integer> {

					private int calls;

					@org.springframework.context.event.EventListener(condition = "%s")
					public void on(ai.bimpe.spring.stream.%s event) {
						this.calls++;
					}

					@Override
					public Integer get() {
						return this.calls;
					}

				}
				""".formatted(condition, eventType))), this.output)).isEmpty();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.output.toUri().toURL() },
				getClass().getClassLoader());
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			Class<?> type = loader.loadClass("docs.Listener");
			context.setClassLoader(loader);
			context.registerBean("listener", type);
			context.refresh();
			context.publishEvent(event(eventType, stream, account));
			return (Integer) ((Supplier<?>) context.getBean(type)).get();
		}
	}

	private static Object event(String type, String stream, String account) {
		StreamMessage message = BimpeAIFixtures.example(StreamMessage.class);
		return switch (type) {
			case "MessageReceivedEvent" -> new MessageReceivedEvent(stream, "agt_1", "cnv_1", message, account);
			case "MessageDeliveryFailedEvent" -> new MessageDeliveryFailedEvent(stream, "agt_1", "cnv_1", message,
					new IllegalStateException("failed"), 1);
			default -> throw new IllegalStateException("Add an event of type " + type);
		};
	}

}
