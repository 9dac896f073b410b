package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for SSL bundles that are updated while the application runs.
 */
class SslBundleReloadTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String BUNDLE = "bimpeai.ssl.bundle=console";

	private static final ApiRequest GET = ApiRequest.get("/agents");

	private final HeldCertificate first = TlsServer.certificate();

	private final HeldCertificate second = TlsServer.certificate();

	@RegisterExtension
	final TlsServer server = new TlsServer();

	@TempDir
	Path directory;

	private Path trusted = Path.of("");

	@BeforeEach
	void trustTheFirst() throws IOException {
		this.server.certificate(this.first);
		this.server.dispatcher(answering((request) -> success()));
		this.trusted = Files.writeString(this.directory.resolve("trusted.pem"), this.first.certificatePem());
	}

	@ParameterizedTest
	@ValueSource(strings = { BUNDLE, "spring.http.clients.ssl.bundle=console" })
	@EffectOf("bimpeai.ssl.bundle")
	void nextCallTrustsTheCertificateOfTheUpdatedBundle(String property) {
		runner(property).run((context) -> {
			BimpeAI client = context.getBean(BimpeAI.class);
			call(client);
			List<Socket> before = List.copyOf(this.server.sockets());
			this.server.certificate(this.second);
			context.getBean(SslBundleRegistry.class).updateBundle("console", trusting(this.second));
			call(client);
			call(client);
			assertThat(this.server.requests()).isEqualTo(3);
			await().atMost(SOON).until(() -> before.stream().allMatch(Socket::isClosed));
		});
	}

	@Test
	void certificateThatIsNotTrustedAnyMoreIsRefused() {
		runner(BUNDLE).withPropertyValues("bimpeai.max-retries=0").run((context) -> {
			BimpeAI client = context.getBean(BimpeAI.class);
			call(client);
			context.getBean(SslBundleRegistry.class).updateBundle("console", trusting(this.second));
			assertThatExceptionOfType(ApiConnectionException.class).isThrownBy(() -> call(client));
			assertThat(this.server.requests()).isOne();
		});
	}

	@Test
	void updateOfTheFileIsEnough() {
		runner(BUNDLE)
			.withPropertyValues("spring.ssl.bundle.pem.console.reload-on-update=true",
					"spring.ssl.bundle.watch.file.quiet-period=10ms")
			.run((context) -> {
				BimpeAI client = context.getBean(BimpeAI.class);
				call(client);
				this.server.certificate(this.second);
				replace(this.trusted, this.second.certificatePem());
				await().atMost(SOON).until(() -> this.server.sockets().get(0).isClosed());
				call(client);
			});
	}

	@Test
	void bimpeaiBundleTakesPrecedence() {
		runner(BUNDLE)
			.withPropertyValues("spring.ssl.bundle.pem.other.truststore.certificate=" + this.second.certificatePem(),
					"spring.http.clients.ssl.bundle=other")
			.run((context) -> {
				call(context.getBean(BimpeAI.class));
				context.getBean(SslBundleRegistry.class).updateBundle("other", trusting(this.second));
				call(context.getBean(BimpeAI.class));
			});
	}

	@Test
	void callInFlightEndsAndItsConnectionIsNotUsedAgain() {
		CountDownLatch arrived = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.server.dispatcher(answering((request) -> {
			arrived.countDown();
			go.await();
			return success();
		}));
		runner(BUNDLE).run((context) -> {
			CompletableFuture<?> inFlight = future(context.getBean(ReactiveBimpeAI.class));
			assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
			this.server.certificate(this.second);
			context.getBean(SslBundleRegistry.class).updateBundle("console", trusting(this.second));
			go.countDown();
			assertThat(inFlight).succeedsWithin(SOON);
			call(context.getBean(BimpeAI.class));
			await().atMost(SOON).until(() -> this.server.sockets().get(0).isClosed());
		});
	}

	@Test
	void callThatWaitsForConnectionGoesOnWithTheNewCertificate() {
		CountDownLatch arrived = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.server.dispatcher(answering((request) -> {
			arrived.countDown();
			go.await();
			return success();
		}));
		runner(BUNDLE).withPropertyValues("bimpeai.pool.max-connections=1", "bimpeai.max-retries=0").run((context) -> {
			ReactiveBimpeAI client = context.getBean(ReactiveBimpeAI.class);
			CompletableFuture<?> inFlight = future(client);
			assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<?> waiting = future(client);
			this.server.certificate(this.second);
			context.getBean(SslBundleRegistry.class).updateBundle("console", trusting(this.second));
			go.countDown();
			assertThat(inFlight).succeedsWithin(SOON);
			assertThat(waiting).succeedsWithin(SOON);
			assertThat(this.server.requests()).isEqualTo(2);
		});
	}

	@Test
	void streamGoesOnAndReconnectsWithTheNewCertificate() {
		runner(BUNDLE).run((context) -> {
			this.server.dispatcher(new Dispatcher() {
				private int streams;

				@Override
				public MockResponse dispatch(RecordedRequest request) {
					if (request.getUrl().encodedPath().endsWith("/stream-ticket")) {
						return json("{\"ticket\":\"tkt\",\"expires_in\":60}");
					}
					if (++this.streams == 1) {
						SslBundleReloadTests.this.server.certificate(SslBundleReloadTests.this.second);
						context.getBean(SslBundleRegistry.class)
							.updateBundle("console", trusting(SslBundleReloadTests.this.second));
					}
					return new MockResponse.Builder().setHeader("Content-Type", "text/event-stream")
						.body("data: {\"id\":\"m" + this.streams + "\"}\n\n")
						.build();
				}
			});
			List<StreamMessage> messages = context.getBean(ReactiveBimpeAI.class)
				.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create())
				.take(2)
				.collectList()
				.block(SOON);
			assertThat(messages).extracting(StreamMessage::id).containsExactly("m1", "m2");
			await().atMost(SOON).until(() -> this.server.sockets().stream().limit(2).allMatch(Socket::isClosed));
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void bundleThatCannotBeUsedLeavesTheOneBefore(CapturedOutput output) {
		runner(BUNDLE).run((context) -> {
			call(context.getBean(BimpeAI.class));
			context.getBean(SslBundleRegistry.class)
				.updateBundle("console", SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate("""
						-----BEGIN CERTIFICATE-----
						bm9uZQ==
						-----END CERTIFICATE-----
						"""))));
			call(context.getBean(BimpeAI.class));
			assertThat(output).contains("The SSL bundle 'console' was updated and cannot be used");
		});
	}

	@Test
	void connectorsOfEarlierBundlesAreForgotten() {
		runner(BUNDLE).run((context) -> {
			call(context.getBean(BimpeAI.class));
			WeakReference<Object> first = new WeakReference<>(Objects
				.requireNonNull(ReflectionTestUtils.getField(context.getBean(BimpeAIConnectors.class), "current")));
			context.getBean(SslBundleRegistry.class).updateBundle("console", trusting(this.first));
			call(context.getBean(BimpeAI.class));
			await().atMost(SOON).until(() -> {
				System.gc();
				return first.get() == null;
			});
		});
	}

	@Test
	void bundleIsUsedAndUpdatedWhateverOtherClientsConnectBy() {
		runner(BUNDLE).withPropertyValues("spring.http.clients.reactive.connector=jdk").run((context) -> {
			call(context.getBean(BimpeAI.class));
			this.server.certificate(this.second);
			context.getBean(SslBundleRegistry.class).updateBundle("console", trusting(this.second));
			call(context.getBean(BimpeAI.class));
		});
	}

	private ApplicationContextRunner runner(String property) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
							HttpClientAutoConfiguration.class, SslAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.base-url=" + this.server.baseUrl(),
					"bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=2ms", property,
					"spring.ssl.bundle.pem.console.truststore.certificate=" + this.trusted);
	}

	private static void call(BimpeAI client) {
		client.request(GET, Object.class);
	}

	private static CompletableFuture<?> future(ReactiveBimpeAI client) {
		return client.request(GET, Object.class).toFuture();
	}

	private static void replace(Path file, String text) throws IOException {
		Path written = Files.writeString(file.resolveSibling("written.pem"), text);
		Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private static SslBundle trusting(HeldCertificate certificate) {
		return SslBundle
			.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(certificate.certificatePem())));
	}

	private static MockResponse success() {
		return json("{}");
	}

	private static MockResponse json(String data) {
		return new MockResponse.Builder().setHeader("Content-Type", "application/json")
			.body("{\"message\":\"Success\",\"data\":" + data + "}")
			.build();
	}

	private static Dispatcher answering(Answer answer) {
		return new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
				return answer.to(request);
			}
		};
	}

	private interface Answer {

		MockResponse to(RecordedRequest request) throws InterruptedException;

	}

}
