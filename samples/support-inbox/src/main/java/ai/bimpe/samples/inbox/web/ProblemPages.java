package ai.bimpe.samples.inbox.web;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * Shows errors of the API.
 */
@ControllerAdvice
class ProblemPages {

	@ExceptionHandler
	ModelAndView on(BimpeAIException ex) {
		ModelAndView page = new ModelAndView("problem");
		page.addObject("problem", Problem.of(ex));
		page.setStatus((ex instanceof NotFoundException) ? HttpStatus.NOT_FOUND : HttpStatus.BAD_GATEWAY);
		return page;
	}

}
