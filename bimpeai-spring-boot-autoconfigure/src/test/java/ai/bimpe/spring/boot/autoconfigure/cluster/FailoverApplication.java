package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * One instance of an application in {@link FailoverTests}, in a process of its own. It
 * says on its output what it owns and what it receives.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
		BimpeAIClusterAutoConfiguration.class, WebClientAutoConfiguration.class,
		ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class, DataSourceAutoConfiguration.class,
		DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class })
public class FailoverApplication {

	/** What it takes to handle a message. */
	private static final Duration WORK = Duration.ofMillis(10);

	public static void main(String[] args) {
		new SpringApplicationBuilder(FailoverApplication.class).web(WebApplicationType.NONE).run(args);
	}

	@EventListener
	void on(MessageReceivedEvent event) {
		System.out.println("RECEIVED " + event.stream() + " " + event.message().id());
		LockSupport.parkNanos(WORK.toNanos());
	}

	@EventListener
	void on(StreamOwnershipChangedEvent event) {
		System.out.println((event.owned() ? "GRANTED " : "REVOKED ") + event.stream() + " -");
	}

}
