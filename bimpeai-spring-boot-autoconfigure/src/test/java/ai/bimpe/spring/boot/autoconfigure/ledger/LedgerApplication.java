package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.cluster.BimpeAIClusterAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * One instance of the application of {@link LedgerTests}, in a process of its own. It
 * notes every message in a file, and says on its output which shards it owns.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
		BimpeAIClusterAutoConfiguration.class, WebClientAutoConfiguration.class,
		ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class })
public class LedgerApplication {

	public static void main(String[] args) {
		new SpringApplicationBuilder(LedgerApplication.class).web(WebApplicationType.NONE).run(args);
	}

	@Bean
	Listener listener(@Value("${ledger.file}") Path file, @Value("${ledger.closed}") Path closed) throws IOException {
		return new Listener(new FileOutputStream(file.toFile(), true), closed);
	}

	/** Works for a while on every message, and on none while there is a certain file. */
	static class Listener {

		/** Long enough that some messages are in flight at any time. */
		private static final Duration WORK = Duration.ofMillis(100);

		private final OutputStream file;

		private final Path closed;

		Listener(OutputStream file, Path closed) {
			this.file = file;
			this.closed = closed;
		}

		@EventListener
		void on(MessageReceivedEvent event) throws IOException {
			long nanos = System.nanoTime();
			if (Files.exists(this.closed)) {
				throw new IllegalStateException("The listeners are out of service");
			}
			// In one write, which a process that is killed has made or has not made.
			this.file.write(
					"%s %s %s %d %s%n"
						.formatted(event.conversationId(), event.message().id(), event.message().message(), nanos,
								Instant.now())
						.getBytes(StandardCharsets.UTF_8));
			LockSupport.parkNanos(WORK.toNanos());
		}

		@EventListener
		void on(StreamOwnershipChangedEvent event) {
			System.out.println((event.owned() ? "GRANTED " : "REVOKED ") + event.shard());
		}

	}

	/** What Spring Boot adds for an application with a database. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "bimpeai.checkpoints.store", havingValue = "jdbc")
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class })
	static class Jdbc {

	}

	/** What Spring Boot adds for an application with Redis. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "bimpeai.checkpoints.store", havingValue = "redis")
	@ImportAutoConfiguration(DataRedisAutoConfiguration.class)
	static class Redis {

	}

}
