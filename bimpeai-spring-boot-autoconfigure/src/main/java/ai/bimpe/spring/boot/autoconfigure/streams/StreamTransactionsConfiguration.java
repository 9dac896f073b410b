package ai.bimpe.spring.boot.autoconfigure.streams;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Transactions for streams that ask for them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(PlatformTransactionManager.class)
@ConditionalOnSingleCandidate(PlatformTransactionManager.class)
class StreamTransactionsConfiguration {

	@Bean
	StreamTransactionsCustomizer bimpeAIStreamTransactionsCustomizer(PlatformTransactionManager transactionManager) {
		return (builder) -> builder.transactionManager(transactionManager);
	}

}
