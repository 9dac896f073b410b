package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.spring.stream.listener.StreamContainerRegistryBuilder;

/**
 * Sets the transaction manager. A type of its own, because classes of spring-tx may be
 * absent where it is injected.
 */
@FunctionalInterface
interface StreamTransactionsCustomizer {

	void customize(StreamContainerRegistryBuilder builder);

}
