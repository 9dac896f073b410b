package ai.bimpe.spring.stream;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.listener.MessageListenerMethodFactory;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.MDC;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * Tests for a stream that is opened while a request is handled, whose threads outlive the
 * request.
 */
class StreamOfRequestTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final InheritableThreadLocal<@Nullable String> TENANT = new InheritableThreadLocal<>();

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final Locale locale = Locale.getDefault().equals(Locale.JAPAN) ? Locale.FRANCE : Locale.JAPAN;

	@BeforeEach
	void inheritEverything() {
		SecurityContextHolder.setStrategyName(SecurityContextHolder.MODE_INHERITABLETHREADLOCAL);
	}

	@AfterEach
	void close() {
		SecurityContextHolder.setStrategyName(SecurityContextHolder.MODE_THREADLOCAL);
		this.simulator.close();
	}

	@Test
	void threadsHaveNothingOfTheRequest() throws Exception {
		haveNothingOfTheRequest(false);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsHaveNothingOfTheRequest() throws Exception {
		haveNothingOfTheRequest(true);
	}

	private void haveNothingOfTheRequest(boolean virtualThreads) throws Exception {
		ReactiveBimpeAI bimpeai = ReactiveBimpeAI.builder()
			.apiKey(this.simulator.apiKey())
			.baseUrl(this.simulator.baseUrl())
			.build();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(ReactiveBimpeAI.class, () -> bimpeai);
			context.registerBean(StreamContainerRegistry.class,
					() -> StreamContainerRegistry.builder(bimpeai, context).virtualThreads(virtualThreads).build());
			context.register(MessageListenerMethodFactory.class, Listener.class);
			context.refresh();
			Listener listener = context.getBean(Listener.class);
			BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
			MockMvc mvc = MockMvcBuilders.standaloneSetup(new StreamsController(streams))
				.addDispatcherServletCustomizer((servlet) -> servlet.setThreadContextInheritable(true))
				.build();

			mvc.perform(post("/streams").locale(this.locale)).andExpect(status().isOk());
			await().atMost(SOON).until(() -> streams.all().get(0).state() == StreamState.LIVE);
			this.conversation.receives("one");
			await().atMost(SOON).until(() -> listener.received(MessageReceivedEvent.class) == 1);
			mvc.perform(post("/pause").locale(this.locale)).andExpect(status().isOk());
			mvc.perform(post("/resume").locale(this.locale)).andExpect(status().isOk());
			await().atMost(SOON).until(() -> streams.all().get(0).state() == StreamState.LIVE);
			this.conversation.receives("two");
			await().atMost(SOON).until(() -> listener.received(MessageReceivedEvent.class) == 2);

			assertThat(listener.received(StreamOwnershipChangedEvent.class)).isPositive();
			assertThat(listener.received(StreamConnectedEvent.class)).isPositive();
			assertThat(listener.received(StreamStateChangedEvent.class)).isPositive();
			assertThat(listener.received).allSatisfy((received) -> {
				assertThat(received.thread()).startsWith("bimpeai-desk-");
				assertThat(received.context())
					.isEqualTo(new RequestContext(null, null, null, null, Locale.getDefault()));
			});
			assertThat(listener.received).filteredOn((received) -> received.event() == MessageReceivedEvent.class)
				.extracting(Received::virtual)
				.containsOnly(virtualThreads);
		}
	}

	/**
	 * Opens a stream, and acts on it, in the name of a user.
	 */
	@RestController
	final class StreamsController {

		private final BimpeAIStreams streams;

		private StreamsController(BimpeAIStreams streams) {
			this.streams = streams;
		}

		@PostMapping("/streams")
		void open() {
			inContext(
					() -> this.streams.subscribe(StreamSpec.of("desk", conversation().agentId(), conversation().id())));
		}

		@PostMapping("/pause")
		void pause() {
			inContext(() -> this.streams.all().get(0).pause());
		}

		@PostMapping("/resume")
		void resume() {
			inContext(() -> this.streams.all().get(0).resume());
		}

		private SimulatedConversation conversation() {
			return StreamOfRequestTests.this.conversation;
		}

		// As filters do it.
		private void inContext(Runnable action) {
			TENANT.set("tenant");
			MDC.put("request", "request");
			SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("user", "password"));
			try {
				RequestContext context = RequestContext.current();
				assertThat(List.of(Objects.requireNonNull(context.tenant()), Objects.requireNonNull(context.mdc())))
					.containsExactly("tenant", "request");
				assertThat(context.authentication()).isNotNull();
				assertThat(context.request()).isNotNull();
				assertThat(context.locale()).isEqualTo(StreamOfRequestTests.this.locale);
				action.run();
			}
			finally {
				TENANT.remove();
				MDC.clear();
				SecurityContextHolder.clearContext();
			}
		}

	}

	static final class Listener {

		private final List<Received> received = new CopyOnWriteArrayList<>();

		@EventListener({ MessageReceivedEvent.class, StreamOwnershipChangedEvent.class, StreamConnectedEvent.class,
				StreamDisconnectedEvent.class, StreamStateChangedEvent.class })
		void on(Object event) {
			Thread thread = Thread.currentThread();
			this.received.add(new Received(event.getClass(), thread.getName(),
					thread.toString().startsWith("VirtualThread"), RequestContext.current()));
		}

		private long received(Class<?> event) {
			return this.received.stream().filter((received) -> received.event() == event).count();
		}

	}

	private record Received(Class<?> event, String thread, boolean virtual, RequestContext context) {

	}

	private record RequestContext(@Nullable String tenant, @Nullable String mdc,
			@Nullable Authentication authentication, @Nullable RequestAttributes request, Locale locale) {

		private static RequestContext current() {
			return new RequestContext(TENANT.get(), MDC.get("request"),
					SecurityContextHolder.getContext().getAuthentication(), RequestContextHolder.getRequestAttributes(),
					LocaleContextHolder.getLocale());
		}

	}

}
