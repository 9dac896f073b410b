package ai.bimpe.spring.stream.internal.invocation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.InvalidListenerException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for conditions of listeners that cannot be evaluated, and for those that need no
 * option of the compiler.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerConditionTests {

	private static final String BY_NAME = "#event.stream == 'front-desk'";

	private static final List<String> WITHOUT_NAME = List.of("#a0.stream == 'front-desk'", "#p0.stream == 'front-desk'",
			"#root.args[0].stream == 'front-desk'", "args[0].stream == 'front-desk'",
			"#root.event.payload.stream == 'front-desk'", "{'front-desk'}.?[#this == 'front-desk'].size() == 1");

	private static final String NAME = ListenerConditionTests.class.getName() + "$";

	@TempDir
	private static Path classes;

	@BeforeAll
	static void compile() {
		StringBuilder source = new StringBuilder("package compiled; import ai.bimpe.spring.stream.*;"
				+ "import org.springframework.context.event.EventListener; public class Listeners {");
		add(source, "ByName", BY_NAME, "MessageReceivedEvent");
		add(source, "NullSafe", "#event?.stream == 'front-desk'", "MessageDeliveryFailedEvent");
		add(source, "Connected", BY_NAME, "StreamConnectedEvent");
		add(source, "Anything", "#event instanceof T(String)", "Object");
		for (int i = 0; i < WITHOUT_NAME.size(); i++) {
			add(source, "WithoutName" + i, WITHOUT_NAME.get(i), "MessageReceivedEvent");
		}
		source.append("}");
		JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
		List<String> options = List.of("-d", classes.toString(), "-proc:none", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
		assertThat(compiler.getTask(null, null, null, options, null,
				List.of(new SimpleJavaFileObject(URI.create("string:///compiled/Listeners.java"),
						SimpleJavaFileObject.Kind.SOURCE) {

					@Override
					public CharSequence getCharContent(boolean ignoreEncodingErrors) {
						return source;
					}

				}))
			.call()).isTrue();
	}

	private static void add(StringBuilder source, String name, String condition, String event) {
		source.append("public static class %s { @EventListener(condition = \"%s\") public void on(%s event) { } }"
			.formatted(name, condition, event));
	}

	@Test
	void nameOfParameterThatTheCompilerHasLeftOutIsRefusedAtTheStart() {
		Class<?> listener = compiled("ByName");
		assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(() -> report(listener))
			.withMessage(
					"The condition of compiled.Listeners$ByName#on, \"#event.stream == 'front-desk'\", refers to '#event', "
							+ "but its class was compiled without '-parameters', which leaves out the names of parameters: write "
							+ "'#a0' for the first parameter, or compile with '-parameters'");
	}

	@Test
	void nullSafeUseOfSuchNameIsRefusedAsWell() {
		Class<?> listener = compiled("NullSafe");
		assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(() -> report(listener))
			.withMessageContaining("'-parameters'");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
	void conditionsWithoutNameNeedNoOptionOfTheCompiler(int condition) {
		Class<?> listener = compiled("WithoutName" + condition);
		try (ListenerContext test = new ListenerContext(listener)) {
			test.listeners.report(ListenerContext.SPEC);
			assertThat(test.deliver()).isCompletedWithValue(true);
		}
	}

	@Test
	void deliveryThatWasNotRefusedAtTheStartFailsWithTheRemedy() {
		Class<?> listener = compiled("ByName");
		try (ListenerContext test = new ListenerContext(listener)) {
			assertThat(test.deliver()).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(InvalidListenerException.class)
				.withMessageContaining("compiled.Listeners$ByName#on")
				.withMessageContaining("'-parameters'");
		}
	}

	@Test
	void listenersThatNoDeliveryWaitsForAreWarnedOf(CapturedOutput output) {
		report(Orders.class, compiled("Connected"));
		assertThat(output.getAll().lines().filter((line) -> line.contains("'-parameters'"))).singleElement()
			.asString()
			.contains("WARN")
			.contains("Stream 'front-desk': The condition of compiled.Listeners$Connected#on");
	}

	@Test
	void listenerOfAnyEventIsWarnedOfOnce(CapturedOutput output) {
		report(Orders.class, compiled("Anything"));
		assertThat(output.getAll().lines().filter((line) -> line.contains("'-parameters'"))).singleElement()
			.asString()
			.contains("WARN");
	}

	@Test
	void misspeltNameIsRefused() {
		assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(() -> report(Misspelt.class))
			.withMessage(
					"The condition of " + NAME + "Misspelt#on, \"#evnt.stream == 'x'\", refers to '#evnt', which is "
							+ "no parameter of the method: write '#a0' for the first one");
	}

	@Test
	void conditionThatIsNoExpressionIsRefused() {
		assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(() -> report(Malformed.class))
			.withMessageMatching("The condition of \\Q" + NAME + "Malformed#on\\E, \"#event\\.stream == '\", is no "
					+ "expression of SpEL, see position \\d+: correct it");
	}

	@Test
	void nameOfParameterIsFineWhereItIsKept(CapturedOutput output) {
		report(Orders.class, Named.class);
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void conditionThatFailsForAnEventIsNamedInTheLogWithoutTheEvent() {
		try (ListenerContext test = new ListenerContext(Faulty.class)) {
			Throwable failure = test.deliver().handle((called, thrown) -> thrown).join();
			assertThat(ExceptionRedactor.trace(ExceptionRedactor.unwrap(Objects.requireNonNull(failure)), false))
				.startsWith(InvalidListenerException.class.getName() + ": The condition of " + NAME
						+ "Faulty#on, \"#event.nothing\", cannot be evaluated for an event "
						+ "(PROPERTY_OR_FIELD_NOT_READABLE): correct it\n")
				.contains("Caused by: " + SpelEvaluationException.class.getName() + "\n");
		}
	}

	@Test
	void exceptionOfTheSameKindThatTheMethodThrowsIsItsOwn() {
		try (ListenerContext test = new ListenerContext(Throwing.class)) {
			assertThat(test.deliver()).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(SpelEvaluationException.class);
		}
	}

	private static void report(Class<?>... beans) {
		try (ListenerContext test = new ListenerContext(beans)) {
			test.listeners.report(ListenerContext.SPEC);
		}
	}

	private static Class<?> compiled(String name) {
		try {
			URL[] urls = { classes.toUri().toURL() };
			return new URLClassLoader(urls, ListenerConditionTests.class.getClassLoader())
				.loadClass("compiled.Listeners$" + name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static class Orders {

		@EventListener
		void on(MessageReceivedEvent event) {
		}

	}

	static class Named {

		@EventListener(condition = "#event.stream == 'front-desk'")
		void on(MessageReceivedEvent event) {
		}

		@EventListener(condition = "#event.stream == 'front-desk'")
		void on(StreamConnectedEvent event) {
		}

	}

	static class Misspelt {

		@EventListener(condition = "#evnt.stream == 'x'")
		void on(MessageReceivedEvent event) {
		}

	}

	static class Malformed {

		@EventListener(condition = "#event.stream == '")
		void on(MessageReceivedEvent event) {
		}

	}

	static class Faulty {

		@EventListener(condition = "#event.nothing")
		void on(MessageReceivedEvent event) {
		}

	}

	static class Throwing {

		@EventListener(condition = "#event.stream == 'front-desk'")
		void on(MessageReceivedEvent event) {
			throw new SpelEvaluationException(SpelMessage.TYPE_CONVERSION_ERROR, "a", "b");
		}

	}

}
