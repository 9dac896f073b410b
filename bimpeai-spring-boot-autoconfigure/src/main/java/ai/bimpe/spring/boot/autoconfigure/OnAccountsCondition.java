package ai.bimpe.spring.boot.autoconfigure;

import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when there are named accounts.
 */
final class OnAccountsCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Set<String> names = BimpeAIAccounts.names(context.getEnvironment());
		ConditionMessage.Builder message = ConditionMessage.forCondition("BimpeAI accounts");
		return names.isEmpty() ? ConditionOutcome.noMatch(message.didNotFind("account").atAll())
				: ConditionOutcome.match(message.found("account", "accounts").items(names));
	}

}
