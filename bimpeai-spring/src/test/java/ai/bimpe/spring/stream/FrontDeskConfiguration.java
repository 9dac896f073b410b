package ai.bimpe.spring.stream;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.stream.listener.MessageListenerMethodFactory;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * The configuration in {@code docs/streaming.md}, under "Without Spring Boot".
 */
@Configuration(proxyBeanMethods = false)
class FrontDeskConfiguration {

	@Bean
	ReactiveBimpeAI bimpeai(@Value("${bimpeai.api-key}") String apiKey,
			@Value("${bimpeai.base-url:https://api.bimpe.ai}") String baseUrl) {
		return ReactiveBimpeAI.builder().apiKey(apiKey).baseUrl(baseUrl).build();
	}

	@Bean
	StreamContainerRegistry streams(ReactiveBimpeAI bimpeai, ApplicationEventPublisher publisher) {
		StreamContainerRegistry streams = StreamContainerRegistry.builder(bimpeai, publisher).build();
		streams.subscribe(StreamSpec.of("frontdesk", "agt_1", "cnv_1"));
		return streams;
	}

	@Bean
	static MessageListenerMethodFactory messageListenerMethodFactory() {
		return new MessageListenerMethodFactory();
	}

	@Bean
	FrontDesk frontDesk() {
		return new FrontDesk();
	}

	static class FrontDesk {

		@EventListener
		void on(MessageReceivedEvent event) {
			System.out.println(event.message().role() + ": " + event.message().message());
		}

	}

}
