package ai.bimpe.samples.recipes.orderstatus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who knows the secret. It is compared in a time that does not depend on how much
 * of it was guessed, and never logged.
 */
@Component
class SecretFilter extends OncePerRequestFilter {

	static final String HEADER = "X-Order-Key";

	private final byte[] secret;

	SecretFilter(OrderStatusProperties properties) {
		this.secret = properties.secret().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String offered = request.getHeader(HEADER);
		if (offered != null && MessageDigest.isEqual(this.secret, offered.getBytes(StandardCharsets.UTF_8))) {
			chain.doFilter(request, response);
			return;
		}
		response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.getWriter().write("{\"error\":\"The secret is missing or wrong.\"}");
	}

}
