package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAIBuilder;

/**
 * Changes an auto-configured client before it is built: called once for every account's
 * client, and for the default one. Customizers are called in their order, after
 * everything else was applied.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BimpeAIClientCustomizer {

	/**
	 * Change the client that is about to be built.
	 * @param builder the builder
	 */
	void customize(BimpeAIBuilder<?> builder);

}
