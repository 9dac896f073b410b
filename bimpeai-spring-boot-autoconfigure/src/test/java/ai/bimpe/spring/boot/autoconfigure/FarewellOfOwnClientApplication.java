package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.boot.autoconfigure.FarewellApplication.Guest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application of {@link ClosingOrderTests} that has a client of its own, whose
 * reactive face is derived.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(BimpeAIAutoConfiguration.class)
public class FarewellOfOwnClientApplication {

	public static void main(String[] args) {
		FarewellApplication.run(FarewellOfOwnClientApplication.class, args);
	}

	@Bean
	BimpeAI own(@Value("${bimpeai.base-url}") String baseUrl) {
		return BimpeAI.builder().apiKey("sk_own").baseUrl(baseUrl).build();
	}

	@Bean
	Guest blocking(BimpeAI client) {
		return new Guest("blocking", client);
	}

	@Bean
	Guest reactive(ReactiveBimpeAI client) {
		return new Guest("reactive", client.blocking());
	}

}
