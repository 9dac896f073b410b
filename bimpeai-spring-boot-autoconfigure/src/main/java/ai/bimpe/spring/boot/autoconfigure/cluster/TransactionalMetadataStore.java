package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A metadata store over JDBC that commits what it writes, also on connections that do not
 * commit by themselves.
 */
final class TransactionalMetadataStore implements ConcurrentMetadataStore {

	private final ConcurrentMetadataStore delegate;

	private final TransactionTemplate transaction;

	TransactionalMetadataStore(ConcurrentMetadataStore delegate, PlatformTransactionManager transactionManager) {
		this.delegate = delegate;
		this.transaction = new TransactionTemplate(transactionManager);
	}

	@Override
	public @Nullable String putIfAbsent(String key, String value) {
		return twice(() -> this.delegate.putIfAbsent(key, value));
	}

	@Override
	public boolean replace(String key, String oldValue, String newValue) {
		return Boolean.TRUE
			.equals(this.transaction.execute((status) -> this.delegate.replace(key, oldValue, newValue)));
	}

	@Override
	public void put(String key, String value) {
		twice(() -> {
			this.delegate.put(key, value);
			return null;
		});
	}

	@Override
	public @Nullable String get(String key) {
		return once(() -> this.delegate.get(key));
	}

	@Override
	public @Nullable String remove(String key) {
		return once(() -> this.delegate.remove(key));
	}

	// When another instance inserts the key at the same time, PostgreSQL does nothing
	// more
	// in the transaction. The next one finds the key.
	private @Nullable String twice(Supplier<@Nullable String> action) {
		try {
			return once(action);
		}
		catch (DataAccessException ex) {
			return once(action);
		}
	}

	private @Nullable String once(Supplier<@Nullable String> action) {
		Optional<String> result = this.transaction.execute((status) -> Optional.ofNullable(action.get()));
		return (result != null) ? result.orElse(null) : null;
	}

}
