package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import jakarta.annotation.PreDestroy;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application of {@link ClosingOrderTests} that uses the clients of the starter. Its
 * beans make a call when they are destroyed, which is when it has just started.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(BimpeAIAutoConfiguration.class)
public class FarewellApplication {

	public static void main(String[] args) {
		run(FarewellApplication.class, args);
	}

	static void run(Class<?> application, String[] args) {
		SpringApplication.exit(new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(args));
	}

	@Bean
	Guest reactive(ReactiveBimpeAI client) {
		return new Guest("reactive", client.blocking());
	}

	@Bean
	Guest blocking(BimpeAI client) {
		return new Guest("blocking", client);
	}

	@Bean
	Guest reactiveOfAcme(@Qualifier("acme") ReactiveBimpeAI client) {
		return new Guest("reactive of acme", client.blocking());
	}

	@Bean
	Guest blockingOfAcme(@Qualifier("acme") BimpeAI client) {
		return new Guest("blocking of acme", client);
	}

	@Bean
	PreDestroyGuest annotated(BimpeAI client) {
		return new PreDestroyGuest(client);
	}

	@Bean
	CloseableGuest closeable(ReactiveBimpeAI client) {
		return new CloseableGuest(client);
	}

	@Bean
	LifecycleGuest lifecycle(@Qualifier("acme") BimpeAI client) {
		return new LifecycleGuest(client);
	}

	static void sayGoodbye(String name, BimpeAI client) {
		client.request(ApiRequest.get("/agents").query("guest", name), Object.class);
	}

	/**
	 * Says good-bye in a method that is annotated.
	 */
	static class PreDestroyGuest {

		private final BimpeAI client;

		PreDestroyGuest(BimpeAI client) {
			this.client = client;
		}

		@PreDestroy
		void leave() {
			sayGoodbye("annotated", this.client);
		}

	}

	/**
	 * Says good-bye when it is closed, which nothing asks for but its type.
	 */
	static class CloseableGuest implements AutoCloseable {

		private final ReactiveBimpeAI client;

		CloseableGuest(ReactiveBimpeAI client) {
			this.client = client;
		}

		@Override
		public void close() {
			sayGoodbye("closeable", this.client.blocking());
		}

	}

	/**
	 * Says good-bye when it is stopped, as the last one.
	 */
	static class LifecycleGuest implements SmartLifecycle {

		private final BimpeAI client;

		private volatile boolean running;

		LifecycleGuest(BimpeAI client) {
			this.client = client;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			sayGoodbye("lifecycle", this.client);
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return Integer.MIN_VALUE;
		}

	}

	/**
	 * Says good-bye.
	 *
	 * @param name who it is
	 * @param client the client to call with
	 */
	record Guest(String name, BimpeAI client) implements DisposableBean {

		@Override
		public void destroy() {
			sayGoodbye(this.name, this.client);
		}

	}

}
