package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a client of the application in a scope that closes it and makes another one
 * while the application runs, as {@code @RefreshScope} of Spring Cloud does.
 */
class RefreshScopeTests {

	private final Desk desk = new Desk();

	private final RefreshScope scope = new RefreshScope();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void callsGoOnWithTheNewClientAndStreamsWhenTheyAreResumed() {
		this.desk.frontDesk()
			.withInitializer((context) -> context.getBeanFactory().registerScope("refresh", this.scope))
			.withUserConfiguration(ClientConfiguration.class)
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("one");
				assertThat(this.desk.listener.next()).isEqualTo("one");
				call(context.getBean(BimpeAI.class), context.getBean(ReactiveBimpeAI.class));

				this.scope.refresh();
				call(context.getBean(BimpeAI.class), context.getBean(ReactiveBimpeAI.class));
				ManagedStream stream = Desk.stream(context);
				await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.FAILED);
				this.desk.receives("two");
				stream.resume();
				assertThat(this.desk.listener.next()).isEqualTo("two");
				await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
				assertThat(context.getBean(ClientConfiguration.class).clients).hasSize(2);
				assertThat(this.desk.listener.texts).isEmpty();
			});
	}

	private static void call(BimpeAI blocking, ReactiveBimpeAI reactive) {
		assertThat(blocking.agents().list(ListQuery.create()).data()).hasSize(1);
		assertThat(reactive.agents().list(ListQuery.create()).collectList().block(Desk.SOON)).hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class ClientConfiguration {

		private final List<ReactiveBimpeAI> clients = new ArrayList<>();

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "refresh", proxyMode = ScopedProxyMode.INTERFACES)
		ReactiveBimpeAI client(Environment environment) {
			ReactiveBimpeAI client = ReactiveBimpeAI.builder()
				.apiKey(environment.getRequiredProperty("bimpeai.api-key"))
				.baseUrl(environment.getRequiredProperty("bimpeai.base-url"))
				.build();
			this.clients.add(client);
			return client;
		}

	}

	static class RefreshScope implements Scope {

		private final Map<String, Object> beans = new HashMap<>();

		private final List<Runnable> callbacks = new ArrayList<>();

		synchronized void refresh() {
			this.callbacks.forEach(Runnable::run);
			this.callbacks.clear();
			this.beans.clear();
		}

		@Override
		public synchronized Object get(String name, ObjectFactory<?> factory) {
			Object bean = this.beans.get(name);
			if (bean == null) {
				bean = factory.getObject();
				this.beans.put(name, bean);
			}
			return bean;
		}

		@Override
		public synchronized @Nullable Object remove(String name) {
			return this.beans.remove(name);
		}

		@Override
		public synchronized void registerDestructionCallback(String name, Runnable callback) {
			this.callbacks.add(callback);
		}

	}

}
