package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.util.function.Function;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAICheckpointProperties.Store;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Chooses what a cluster works with: the beans of the application, or what belongs to the
 * store of the checkpoints.
 *
 * @param store where checkpoints are kept
 * @param engine what belongs to that store
 */
record ClusterBeans(Store store, ObjectProvider<ClusterEngine> engine) {

	/**
	 * Return the bean of the application, or its substitute.
	 * @param <T> the type
	 * @param beans the beans of the application
	 * @param substitute finds the substitute
	 * @param type the name of the type
	 * @param examples what the application might define
	 * @return what there is
	 * @throws BimpeAIConfigurationException when there is nothing, with the remedies
	 */
	<T> T require(ObjectProvider<T> beans, Function<ClusterEngine, T> substitute, String type, String examples) {
		T bean = beans.getIfAvailable();
		if (bean != null) {
			return bean;
		}
		ClusterEngine engine = this.engine.getIfAvailable();
		if (engine != null) {
			return substitute.apply(engine);
		}
		throw new BimpeAIConfigurationException("'bimpeai.cluster.enabled' needs a bean of type " + type
				+ ", and there is none: define one, such as a " + examples + ", or " + remedy(), null);
	}

	private String remedy() {
		return switch (this.store) {
			case MEMORY -> "set 'bimpeai.checkpoints.store' to 'jdbc' or 'redis': instances share no memory";
			case JDBC -> "add 'org.springframework.integration:spring-integration-jdbc' and configure one DataSource";
			case REDIS -> "add 'org.springframework.integration:spring-integration-redis' and configure one "
					+ "RedisConnectionFactory";
		};
	}

}
