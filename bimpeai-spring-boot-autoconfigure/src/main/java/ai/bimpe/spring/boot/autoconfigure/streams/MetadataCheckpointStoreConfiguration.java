package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.MetadataCheckpointStore;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.metadata.ConcurrentMetadataStore;

/**
 * Keeps checkpoints where the application keeps its metadata.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ConcurrentMetadataStore.class)
@ConditionalOnSingleCandidate(ConcurrentMetadataStore.class)
class MetadataCheckpointStoreConfiguration {

	@Bean
	@ConditionalOnMissingBean(CheckpointStore.class)
	MetadataCheckpointStore bimpeAIMetadataCheckpointStore(ConcurrentMetadataStore store) {
		return new MetadataCheckpointStore(store);
	}

}
