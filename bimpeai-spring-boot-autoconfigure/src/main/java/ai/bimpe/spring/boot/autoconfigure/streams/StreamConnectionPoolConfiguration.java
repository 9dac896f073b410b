package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;

import javax.sql.DataSource;

import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.StreamPropertyNames;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Warns of transactional streams that deliver more conversations at a time than there are
 * connections for their transactions.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(DataSourcePoolMetadataProvider.class)
class StreamConnectionPoolConfiguration {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	@Bean
	SmartInitializingSingleton bimpeAIStreamsConnectionPoolCheck(BimpeAIStreams streams,
			ObjectProvider<DataSource> dataSource, ObjectProvider<DataSourcePoolMetadataProvider> providers) {
		return () -> {
			List<StreamSpec> transactional = streams.all()
				.stream()
				.map(ManagedStream::spec)
				.filter(StreamSpec::transactional)
				.toList();
			DataSource pool = transactional.isEmpty() ? null : dataSource.getIfUnique();
			if (pool != null) {
				warn(transactional, new CompositeDataSourcePoolMetadataProvider(providers.orderedStream().toList())
					.getDataSourcePoolMetadata(pool));
			}
		};
	}

	private static void warn(List<StreamSpec> streams, @Nullable DataSourcePoolMetadata pool) {
		Integer max = (pool != null) ? pool.getMax() : null;
		streams.stream()
			.filter((spec) -> max != null && max > 0 && spec.concurrency() > max)
			.forEach((spec) -> logger.warn("'" + StreamPropertyNames.prefixOfStream(spec.account(), spec.name())
					+ ".concurrency' is " + spec.concurrency() + ", but the connection pool has " + max
					+ " connections, and each transaction of the stream needs one: raise the size of the pool, or "
					+ "lower the concurrency"));
	}

}
