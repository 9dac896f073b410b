package ai.bimpe.spring.boot.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import io.netty.resolver.HostsFileEntriesResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EventLoops}.
 */
class EventLoopsTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final int ACCOUNTS = 8;

	private static final String CERTIFICATE = TlsServer.certificate().certificatePem();

	private final Set<Thread> before = threads("bimpeai-http-");

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, WebClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class,
				SslAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.max-retries=0",
				"spring.reactor.netty.shutdown-quiet-period=0s");

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost" })
	void callsAndStreamsGoOnWhenAnotherContextIsClosed(String host) {
		runner(host).run((context) -> {
			List<StreamMessage> messages = new CopyOnWriteArrayList<>();
			call(context);
			Disposable stream = stream(context).subscribe(messages::add);
			this.simulator.awaitOpenStreams(1, SOON);
			runner(host).run(EventLoopsTests::call);
			call(context);
			this.conversation.receives("hello");
			await().atMost(SOON).until(() -> messages.size() == 1);
			assertThat(this.simulator.count("streamMessages")).isOne();
			stream.dispose();
		});
	}

	@Test
	void threadsStartWithTheFirstConnectionAndEndWithTheContext() {
		runner("127.0.0.1").run((context) -> {
			assertThat(started()).isEmpty();
			call(context);
			assertThat(started()).isNotEmpty();
		});
		awaitEnd();
	}

	@Test
	void accountsShareOneSetOfThreads() {
		List<String> accounts = IntStream.range(0, ACCOUNTS).mapToObj((i) -> "account-" + i).toList();
		runner("127.0.0.1").withPropertyValues(
				accounts.stream().map((name) -> "bimpeai.accounts." + name + ".api-key=sk_two").toArray(String[]::new))
			.run((context) -> {
				Flux.fromIterable(accounts)
					.map((name) -> BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(),
							ReactiveBimpeAI.class, name))
					.startWith(context.getBean("reactiveBimpeAI", ReactiveBimpeAI.class))
					.flatMap((client) -> Flux.range(0, LoopResources.DEFAULT_IO_WORKER_COUNT)
						.flatMap((i) -> client.agents().list(ListQuery.create())))
					.blockLast(SOON);
				assertThat(started()).hasSizeBetween(1, LoopResources.DEFAULT_IO_WORKER_COUNT);
			});
		awaitEnd();
	}

	@Test
	void threadsStayWhenTheSslBundleIsUpdated() {
		runner("127.0.0.1")
			.withPropertyValues("bimpeai.ssl.bundle=console",
					"spring.ssl.bundle.pem.console.truststore.certificate=" + CERTIFICATE)
			.run((context) -> {
				HttpClientConfig before = config(context);
				context.getBean(SslBundleRegistry.class)
					.updateBundle("console",
							SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(CERTIFICATE))));
				assertThat(config(context)).isNotSameAs(before);
				assertThat(config(context).loopResources()).isSameAs(before.loopResources());
				assertThat(config(context).resolver()).isSameAs(before.resolver());
			});
	}

	@Test
	void threadsOfTheResourceFactoryOfTheApplicationAreKept() {
		runner("localhost").withBean(ReactorResourceFactory.class, () -> {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setLoopResourcesSupplier(() -> LoopResources.create("application"));
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}).run((context) -> {
			call(context);
			assertThat(started()).isEmpty();
			assertThat(threads("application-")).isNotEmpty();
		});
	}

	@Test
	void threadsAndNamesOfTheConnectorBuilderOfTheApplicationAreKept() {
		LoopResources loops = LoopResources.create("application");
		HostsFileEntriesResolver names = (name, types) -> "console.test".equals(name) ? InetAddress.getLoopbackAddress()
				: null;
		runner("console.test").withPropertyValues("bimpeai.allow-insecure-base-url=true")
			.withBean(ClientHttpConnectorBuilder.class, () -> ClientHttpConnectorBuilder.reactor()
				.withHttpClientCustomizer(
						(client) -> client.resolver((spec) -> spec.hostsFileEntriesResolver(names)).runOn(loops)))
			.run((context) -> {
				call(context);
				assertThat(started()).isEmpty();
				assertThat(threads("application-")).isNotEmpty();
			});
		loops.disposeLater(Duration.ZERO, SOON).block();
	}

	@Test
	void namesOfTheApplicationAreResolvedOnThreadsOfTheContext() {
		HostsFileEntriesResolver names = (name, types) -> "console.test".equals(name) ? InetAddress.getLoopbackAddress()
				: null;
		runner("console.test").withPropertyValues("bimpeai.allow-insecure-base-url=true")
			.withBean(ClientHttpConnectorBuilder.class, () -> ClientHttpConnectorBuilder.reactor()
				.withHttpClientCustomizer((client) -> client.resolver((spec) -> spec.hostsFileEntriesResolver(names))))
			.run((context) -> {
				call(context);
				assertThat(started()).isNotEmpty();
			});
		awaitEnd();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void contextWithOpenConnectionsIsClosedWithoutWarning(CapturedOutput output) {
		runner("localhost").run((context) -> {
			Flux.range(0, 50)
				.flatMap((i) -> context.getBean(ReactiveBimpeAI.class).agents().list(ListQuery.create()), 50)
				.blockLast(SOON);
			stream(context).subscribe((message) -> {
			}, (failure) -> {
			});
			this.simulator.awaitOpenStreams(1, SOON);
		});
		this.simulator.awaitOpenStreams(0, SOON);
		await().atMost(SOON).until(() -> this.simulator.openConnections() == 0);
		assertThat(output).doesNotContain("WARN", "ERROR", "\tat ");
	}

	@Test
	void closingDoesNotWaitForQuietPeriod() {
		EventLoops loops = new EventLoops();
		loops.serve(HttpClient.create()).get().uri(this.simulator.uri("/")).response().block(SOON);
		assertThat(started()).isNotEmpty();
		long start = System.nanoTime();
		loops.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start))
			.isLessThan(Duration.ofSeconds(LoopResources.DEFAULT_SHUTDOWN_QUIET_PERIOD));
		awaitEnd();
	}

	@Test
	void closingByOneOfTheThreadsDoesNotWaitForIt() {
		EventLoops loops = new EventLoops();
		loops.serve(HttpClient.create())
			.get()
			.uri(this.simulator.uri("/"))
			.response()
			.doOnNext((response) -> loops.close())
			.block(SOON);
		awaitEnd();
	}

	private ApplicationContextRunner runner(String host) {
		return this.runner.withPropertyValues("bimpeai.base-url=http://" + host + ":" + this.simulator.port());
	}

	private Flux<StreamMessage> stream(ApplicationContext context) {
		return context.getBean(ReactiveBimpeAI.class)
			.conversations()
			.messages()
			.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create());
	}

	private static void call(ApplicationContext context) {
		context.getBean(BimpeAI.class).agents().list(ListQuery.create());
	}

	private static HttpClientConfig config(ApplicationContext context) {
		Object current = Objects.requireNonNull(
				ReflectionTestUtils.invokeMethod(context.getBean(BimpeAIConnectors.class).calls(), "current"));
		Object client = Objects.requireNonNull(ReflectionTestUtils.getField(current, "httpClient"));
		return ((HttpClient) client).configuration();
	}

	// Those of contexts that other tests have left open do not count.
	private Set<Thread> started() {
		Set<Thread> threads = new HashSet<>(threads("bimpeai-http-"));
		threads.removeAll(this.before);
		return threads;
	}

	// Netty reports a thread as ended while its last instructions still run.
	private void awaitEnd() {
		await().atMost(SOON).untilAsserted(() -> assertThat(started()).isEmpty());
	}

	private static Set<Thread> threads(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix))
			.collect(Collectors.toSet());
	}

}
