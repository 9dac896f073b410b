package ai.bimpe.spring.stream.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.util.ClassUtils;

/**
 * One instance of a cluster in a test, that can be cut off from its store. It notes in a
 * common ledger what it owns, and what was owned by two at a time.
 */
final class ClusterInstance {

	private final String name;

	private final OwnershipLedger ledger;

	private final LockRegistryStreamOwnership ownership;

	private final ConcurrentMap<String, StreamOwnership.Claim> claims = new ConcurrentHashMap<>();

	private final Set<String> owned = ConcurrentHashMap.newKeySet();

	private final Set<String> revoked = ConcurrentHashMap.newKeySet();

	private volatile Supplier<CompletableFuture<Void>> finishing = () -> CompletableFuture.completedFuture(null);

	private final AtomicInteger refusedLocks = new AtomicInteger();

	private volatile boolean failing;

	private volatile @Nullable CountDownLatch hanging;

	ClusterInstance(String name, String cluster, OwnershipLedger ledger, ConcurrentMetadataStore store,
			LockRegistry<?> registry, Duration lease) {
		this.name = name;
		this.ledger = ledger;
		this.ownership = new LockRegistryStreamOwnership(cut(registry), cut(ConcurrentMetadataStore.class, store),
				cluster, lease);
		this.ownership.start();
	}

	ClusterInstance(String name, OwnershipLedger ledger, ConcurrentMetadataStore store, LockRegistry<?> registry,
			Duration lease, Function<String, ScheduledExecutorService> threads, LongSupplier nanoTime) {
		this.name = name;
		this.ledger = ledger;
		this.ownership = new LockRegistryStreamOwnership(cut(registry), cut(ConcurrentMetadataStore.class, store),
				"desk", lease, threads, nanoTime);
		this.ownership.start();
	}

	ClusterInstance claim(String key) {
		this.claims.put(key, this.ownership.claim(key, new Owner(key)));
		return this;
	}

	ClusterInstance claim(int keys) {
		for (int i = 0; i < keys; i++) {
			claim("key-" + i);
		}
		return this;
	}

	void close(String key) {
		this.ledger.left(this.name, Set.of(key));
		this.owned.remove(key);
		Objects.requireNonNull(this.claims.remove(key)).close();
	}

	boolean isValid(String key) {
		return Objects.requireNonNull(this.claims.get(key)).isValid();
	}

	Set<String> owned() {
		return this.owned;
	}

	Set<String> revoked() {
		return this.revoked;
	}

	/**
	 * Let messages in flight take until a future completes.
	 */
	void finishing(Supplier<CompletableFuture<Void>> finishing) {
		this.finishing = finishing;
	}

	void failing(boolean failing) {
		this.failing = failing;
	}

	/**
	 * How often a lock was tried for while the store was failing.
	 */
	int refusedLocks() {
		return this.refusedLocks.get();
	}

	void hang() {
		this.hanging = new CountDownLatch(1);
	}

	void resume() {
		CountDownLatch hanging = this.hanging;
		this.hanging = null;
		if (hanging != null) {
			hanging.countDown();
		}
	}

	void stop() {
		resume();
		this.ledger.left(this.name, this.owned);
		this.owned.clear();
		this.ownership.stop();
	}

	@Nullable String owner(String key) {
		return this.ownership.owner(key);
	}

	private LockRegistry<?> cut(LockRegistry<?> registry) {
		if (registry instanceof RenewableLockRegistry<?> renewable) {
			return cut(RenewableLockRegistry.class, renewable);
		}
		return (key) -> cut(Lock.class, registry.obtain(key));
	}

	private <T> T cut(Class<T> type, T target) {
		Class<?>[] interfaces = ClassUtils.getAllInterfaces(target);
		return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), interfaces, (proxy, method, args) -> {
			if (method.getName().equals("obtain")) {
				return cut(Lock.class, (Lock) method.invoke(target, args));
			}
			CountDownLatch hanging = this.hanging;
			if (hanging != null) {
				hanging.await();
			}
			if (this.failing) {
				if (!(target instanceof ConcurrentMetadataStore)) {
					this.refusedLocks.incrementAndGet();
				}
				throw new DataAccessResourceFailureException("jdbc:secret@store is down");
			}
			try {
				return method.invoke(target, args);
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		}));
	}

	private final class Owner implements StreamOwnership.Owner {

		private final String key;

		Owner(String key) {
			this.key = key;
		}

		@Override
		public void granted() {
			ClusterInstance.this.ledger.granted(ClusterInstance.this.name, this.key);
			ClusterInstance.this.owned.add(this.key);
		}

		@Override
		public CompletionStage<Void> revoked() {
			ClusterInstance.this.revoked.add(this.key);
			return ClusterInstance.this.finishing.get().whenComplete((done, failure) -> {
				ClusterInstance.this.owned.remove(this.key);
				ClusterInstance.this.ledger.left(ClusterInstance.this.name, Set.of(this.key));
			});
		}

	}

}
