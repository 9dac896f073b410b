package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpointAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthContributorAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application connects to the API when it uses it, not when it starts.
 */
@Timeout(60)
class NoConnectionTests {

	private final ServerSocket server = server();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
				BimpeAIHealthContributorAutoConfiguration.class, MetricsAutoConfiguration.class,
				BimpeAIMetricsAutoConfiguration.class, BimpeAIEndpointAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=sk_test", "management.endpoints.web.exposure.include=*",
				"management.health.bimpeai.probe.enabled=true",
				"bimpeai.base-url=http://127.0.0.1:" + this.server.getLocalPort());

	@BeforeEach
	void bePatient() throws IOException {
		this.server.setSoTimeout(30_000);
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	@Test
	void applicationThatStartsAndStopsOpensNone() throws IOException {
		this.runner.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ReactiveBimpeAI.class));
		assertThat(isFirstConnectionOurs()).isTrue();
	}

	@Test
	void callOpensOne() {
		this.runner.run((context) -> {
			Disposable call = context.getBean(ReactiveBimpeAI.class).agents().list(ListQuery.create()).subscribe();
			this.server.accept().close();
			call.dispose();
		});
	}

	@Test
	void streamOpensOne() {
		this.runner
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=agt_1",
					"bimpeai.streams.front-desk.conversation-id=cnv_1")
			.run((context) -> this.server.accept().close());
	}

	// Connections are accepted in the order in which they were made.
	private boolean isFirstConnectionOurs() throws IOException {
		try (Socket ours = new Socket(this.server.getInetAddress(), this.server.getLocalPort());
				Socket first = this.server.accept()) {
			return first.getPort() == ours.getLocalPort();
		}
	}

	private static ServerSocket server() {
		try {
			return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
