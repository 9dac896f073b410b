package ai.bimpe.spring.stream.internal.invocation;

import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the log says about listeners that are no annotated methods.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerBeanReportTests {

	private static final String LISTENERS = "Stream 'front-desk' may be delivered to ";

	private static final StreamSpec FINITE = ListenerContext.SPEC
		.withDelivery(DeliverySettings.DEFAULTS.withMaxAttempts(3));

	@Test
	void payloadListenerIsNamedByItsBean(CapturedOutput output) {
		report(ListenerContext.SPEC, PayloadBeans.class);
		assertThat(output).contains(LISTENERS + "bean 'messages'").doesNotContain("bean 'others'");
	}

	@Test
	void payloadListenerThatIsNoBeanIsNamed(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext()) {
			test.context.addApplicationListener(ApplicationListener.forPayload((MessageReceivedEvent event) -> {
			}));
			test.context.addApplicationListener((ApplicationListener<ContextRefreshedEvent>) (event) -> {
			});
			test.listeners.report(ListenerContext.SPEC);
		}
		assertThat(output).contains(LISTENERS + "ApplicationListener.forPayload(..)").doesNotContain("WARN");
	}

	@Test
	void lazyListenerIsNamedAndNotCreated(CapturedOutput output) {
		report(ListenerContext.SPEC, LazyBean.class);
		assertThat(output).contains(LISTENERS + "LazyBean");
	}

	@Test
	void genericListenerOfMessagesIsNamed(CapturedOutput output) {
		report(ListenerContext.SPEC, GenericBean.class);
		assertThat(output).contains(LISTENERS + "GenericBean");
	}

	@Test
	void smartListenerOfPayloadsIsNamed(CapturedOutput output) {
		report(ListenerContext.SPEC, SmartBean.class);
		assertThat(output).contains(LISTENERS + "SmartBean");
	}

	@Test
	void listenerOfAnyEventIsNotNamed(CapturedOutput output) {
		report(ListenerContext.SPEC, AnyEventBean.class, AnySmartBean.class);
		assertThat(output).contains("nothing listens to its messages").doesNotContain("may be delivered");
	}

	@Test
	void payloadListenerTakesDeadLetters(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(Messages.class, DeadLetterBeans.class)) {
			test.listeners.report(FINITE);
			assertThat(test.listeners.invoke(ListenerContext.deadLetter(), FINITE)).isCompletedWithValue(true);
		}
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void listenerOfAnyPayloadTakesNoDeadLetters(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(Messages.class, SmartBean.class)) {
			test.listeners.report(FINITE);
			assertThat(test.listeners.invoke(ListenerContext.deadLetter(), FINITE)).isCompletedWithValue(false);
		}
		assertThat(output).contains("nothing listens to MessageDeliveryFailedEvent");
	}

	private static void report(StreamSpec spec, Class<?>... beans) {
		try (ListenerContext test = new ListenerContext(beans)) {
			test.listeners.report(spec);
		}
	}

	static class Messages {

		@EventListener
		void on(MessageReceivedEvent event) {
		}

	}

	static class PayloadBeans {

		@Bean
		ApplicationListener<PayloadApplicationEvent<MessageReceivedEvent>> messages() {
			return ApplicationListener.forPayload((event) -> {
			});
		}

		@Bean
		ApplicationListener<PayloadApplicationEvent<String>> others() {
			return ApplicationListener.forPayload((event) -> {
			});
		}

	}

	static class DeadLetterBeans {

		@Bean
		ApplicationListener<PayloadApplicationEvent<MessageDeliveryFailedEvent>> letters() {
			return ApplicationListener.forPayload((event) -> {
			});
		}

	}

	@Lazy
	static class LazyBean implements ApplicationListener<PayloadApplicationEvent<MessageReceivedEvent>> {

		LazyBean() {
			throw new AssertionError("Created");
		}

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<MessageReceivedEvent> event) {
		}

	}

	static class GenericBean implements GenericApplicationListener {

		@Override
		public boolean supportsEventType(ResolvableType eventType) {
			return ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, MessageReceivedEvent.class)
				.isAssignableFrom(eventType);
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

	}

	static class SmartBean implements SmartApplicationListener {

		@Override
		public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
			return PayloadApplicationEvent.class.isAssignableFrom(eventType);
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

	}

	static class AnyEventBean implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

	}

	static class AnySmartBean implements SmartApplicationListener {

		@Override
		public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
			return true;
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

	}

}
