package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;
import java.util.Objects;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link BimpeAIStreams}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BimpeAIAutoConfiguration.class)
@ConditionalOnBean(ReactiveBimpeAI.class)
@EnableConfigurationProperties(BimpeAIProperties.class)
public final class BimpeAIStreamsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(BimpeAIStreams.class)
	DefaultBimpeAIStreams bimpeAIStreams(BimpeAIProperties properties, ObjectProvider<ReactiveBimpeAI> client,
			ApplicationEventPublisher publisher, ObjectProvider<ManagedStreamListener> listeners,
			Environment environment) {
		DefaultBimpeAIStreams streams = new DefaultBimpeAIStreams(client, publisher, listeners,
				Threading.VIRTUAL.isActive(environment));
		specs(properties).forEach(streams::subscribe);
		return streams;
	}

	private static List<StreamSpec> specs(BimpeAIProperties properties) {
		return properties.streams()
			.entrySet()
			.stream()
			.map((entry) -> new StreamSpec(entry.getKey(), Objects.requireNonNull(entry.getValue().agentId()),
					Objects.requireNonNull(entry.getValue().conversationId()), entry.getValue().after()))
			.toList();
	}

}
