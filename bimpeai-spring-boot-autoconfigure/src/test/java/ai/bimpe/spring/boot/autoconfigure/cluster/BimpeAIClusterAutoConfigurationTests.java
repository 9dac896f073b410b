package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.cluster.LockRegistryStreamOwnership;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import ai.bimpe.spring.stream.support.Redis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import redis.embedded.RedisServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BimpeAIClusterAutoConfiguration}.
 */
class BimpeAIClusterAutoConfigurationTests {

	private static final String ENABLED = "bimpeai.cluster.enabled=true";

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final SimpleMetadataStore store = new SimpleMetadataStore();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIClusterAutoConfiguration.class));

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void isOffUnlessEnabled() {
		withEngines().run((context) -> assertThat(context).doesNotHaveBean(StreamOwnership.class));
	}

	@Test
	void isOnWhenEnabled() {
		withEngines().withPropertyValues(ENABLED)
			.run((context) -> assertThat(context).hasSingleBean(LockRegistryStreamOwnership.class));
	}

	@Test
	void ownershipOfTheApplicationComesFirst() {
		withEngines().withPropertyValues(ENABLED)
			.withBean("mine", StreamOwnership.class, () -> Mockito.mock(StreamOwnership.class))
			.run((context) -> assertThat(context).hasSingleBean(StreamOwnership.class).hasBean("mine"));
	}

	@Test
	void streamsAreOwnedThroughIt() {
		withEngines()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withPropertyValues(ENABLED, "spring.application.name=desk")
			.run((context) -> {
				String agent = this.simulator.newAgent("Pia").id();
				context.getBean(BimpeAIStreams.class)
					.subscribe(StreamSpec.of("front", agent, this.simulator.newConversation(agent).id()));
				this.simulator.awaitOpenStreams(1, Duration.ofSeconds(30));
				assertThat(this.store.get("bimpeai/owners/desk/front")).matches("[0-9a-f]{12}");
			});
		assertThat(this.store.get("bimpeai/owners/desk/front")).isEqualTo("-");
		assertThat(this.store.get("bimpeai/members/desk")).isEmpty();
	}

	@Test
	@EffectOf("bimpeai.cluster.name")
	void nameIsCommonToTheInstances() {
		withEngines().withPropertyValues(ENABLED, "spring.application.name=desk", "bimpeai.cluster.name=blue")
			.run((context) -> await().until(() -> this.store.get("bimpeai/members/blue") != null));
		assertThat(this.store.get("bimpeai/members/desk")).isNull();
	}

	@Test
	@EffectOf("bimpeai.cluster.enabled")
	void applicationWithoutNameHasOne() {
		withEngines().withPropertyValues(ENABLED)
			.run((context) -> await().until(() -> this.store.get("bimpeai/members/application") != null));
	}

	@Test
	@EffectOf("bimpeai.cluster.lease")
	void locksLiveForLease() {
		DistributedLock lock = Mockito.mock(DistributedLock.class);
		this.runner.withBean(ConcurrentMetadataStore.class, () -> this.store)
			.withBean(LockRegistry.class, () -> (key) -> lock)
			.withPropertyValues(ENABLED, "bimpeai.cluster.lease=7s")
			.run((context) -> {
				context.getBean(StreamOwnership.class).claim("key", Mockito.mock(StreamOwnership.Owner.class));
				await().untilAsserted(() -> Mockito.verify(lock, Mockito.atLeastOnce())
					.tryLock(Duration.ZERO, Duration.ofSeconds(7)));
			});
	}

	@Test
	void leaseThatIsTooShortIsRefused() {
		withEngines().withPropertyValues(ENABLED, "bimpeai.cluster.lease=999ms")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BimpeAIConfigurationException.class)
				.hasMessageContaining("'bimpeai.cluster.lease' must be one second or longer"));
	}

	@Test
	void saysThatThereIsNoLockRegistry() {
		this.runner.withPropertyValues(ENABLED)
			.withBean(ConcurrentMetadataStore.class, () -> this.store)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BimpeAIConfigurationException.class)
				.hasMessageContaining("needs a bean of type LockRegistry")
				.hasMessageContaining("JdbcLockRegistry"));
	}

	@Test
	void saysThatThereIsNoMetadataStore() {
		this.runner.withPropertyValues(ENABLED)
			.withBean(LockRegistry.class, DefaultLockRegistry::new)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BimpeAIConfigurationException.class)
				.hasMessageContaining("needs a bean of type ConcurrentMetadataStore")
				.hasMessageContaining("RedisMetadataStore"));
	}

	@Test
	void databaseOfTheCheckpointsIsAllThatItNeeds() {
		withStreams().withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("bimpeai.checkpoints.store=jdbc", "spring.datasource.url=jdbc:h2:mem:cluster")
			.run((context) -> {
				followsOneConversation(context);
				JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
				assertThat(jdbc.queryForList("SELECT METADATA_KEY FROM BIMPEAI_METADATA_STORE", String.class))
					.containsExactlyInAnyOrder("bimpeai/members/desk", "bimpeai/owners/desk/front");
				assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM BIMPEAI_LOCK", Integer.class)).isOne();
				assertThat(context).doesNotHaveBean(LockRegistry.class).doesNotHaveBean(ConcurrentMetadataStore.class);
			});
	}

	@Test
	void redisOfTheCheckpointsIsAllThatItNeeds() throws Exception {
		RedisServer server = Redis.start();
		try {
			withStreams().withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
				.withPropertyValues("bimpeai.checkpoints.store=redis", "spring.data.redis.host=127.0.0.1",
						"spring.data.redis.port=" + server.ports().get(0))
				.run((context) -> {
					followsOneConversation(context);
					assertThat(context.getBean(StringRedisTemplate.class).keys("*"))
						.contains("bimpeai:checkpoint:{front}", "bimpeai:cluster")
						.anyMatch((key) -> key.startsWith("bimpeai:lock:"));
				});
		}
		finally {
			server.stop();
		}
	}

	@Test
	void memoryIsSharedByNobody() {
		withStreams().run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(BimpeAIConfigurationException.class)
			.hasMessageContaining("'bimpeai.cluster.enabled'")
			.hasMessageContaining(
					"or set 'bimpeai.checkpoints.store' to 'jdbc' or 'redis': instances share no memory"));
	}

	@Test
	void saysThatLocksOfTheStoreAreMissing() {
		withStreams().withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("bimpeai.checkpoints.store=jdbc", "spring.datasource.url=jdbc:h2:mem:cluster2")
			.withClassLoader(new FilteredClassLoader("org.springframework.integration.jdbc"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BimpeAIConfigurationException.class)
				.hasMessageContaining("add 'org.springframework.integration:spring-integration-jdbc'"));
	}

	@Test
	void saysThatSpringIntegrationIsMissing() {
		this.runner.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BimpeAIConfigurationException.class)
				.hasMessageContaining("spring-boot-starter-integration"));
	}

	@Test
	void nothingNeedsSpringIntegrationUnlessEnabled() {
		this.runner
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.base-url=" + this.simulator.baseUrl())
			.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> {
				String agent = this.simulator.newAgent("Pia").id();
				context.getBean(BimpeAIStreams.class)
					.subscribe(StreamSpec.of("front", agent, this.simulator.newConversation(agent).id()));
				this.simulator.awaitOpenStreams(1, Duration.ofSeconds(30));
			});
	}

	@Test
	void manyStreamsNeedNoMoreThreadsThanOne() {
		withEngines().withPropertyValues(ENABLED).run((context) -> {
			Set<Thread> threads = ConcurrentHashMap.newKeySet();
			CountDownLatch granted = new CountDownLatch(50);
			StreamOwnership.Owner owner = Mockito.mock(StreamOwnership.Owner.class);
			Mockito.doAnswer((call) -> {
				threads.add(Thread.currentThread());
				granted.countDown();
				return null;
			}).when(owner).granted();
			for (int i = 0; i < 50; i++) {
				context.getBean(StreamOwnership.class).claim("key-" + i, owner);
			}
			assertThat(granted.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(threads).singleElement().extracting(Thread::getName).asString().startsWith("bimpeai-owner-");
		});
	}

	private void followsOneConversation(ApplicationContext context) {
		String agent = this.simulator.newAgent("Pia").id();
		context.getBean(BimpeAIStreams.class)
			.subscribe(StreamSpec.of("front", agent, this.simulator.newConversation(agent).id()));
		this.simulator.awaitOpenStreams(1, Duration.ofSeconds(30));
	}

	private ApplicationContextRunner withStreams() {
		return this.runner
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withPropertyValues(ENABLED, "spring.application.name=desk", "bimpeai.api-key=sk_one",
					"bimpeai.base-url=" + this.simulator.baseUrl());
	}

	private ApplicationContextRunner withEngines() {
		return this.runner.withBean(ConcurrentMetadataStore.class, () -> this.store)
			.withBean(LockRegistry.class, DefaultLockRegistry::new)
			.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.base-url=" + this.simulator.baseUrl());
	}

}
