SETTINGS = {'default': 'all', 'page': 'index'}
